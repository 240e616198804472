import { Module } from '@nestjs/common';
import { SURVEY_LINKS } from '../api/survey-links.controller.ts';
import { surveyLinks } from '../api/survey-links.ts';
import { config } from '../config.ts';
import { BouncedMailController } from './bounced-mail.controller.ts';
import { askContactPoint, CONTACT_POINTS } from './contact-point.ts';
import { DeliveryLoops } from './delivery-loops.ts';
import { MessageChannelsController } from './message-channels.controller.ts';
import { MessagesController } from './messages.controller.ts';
import { OUTLETS, outletsOf } from './outlets.ts';
import { PoliciesController } from './policies.controller.ts';
import { PolicyTable } from './policy-table.ts';
import { ProviderReportsController, REPORT_SECRETS } from './provider-reports.controller.ts';
import { Reports } from './reports.ts';
import { SendingRulesController } from './sending-rules.controller.ts';
import { SendingRules } from './sending-rules.ts';
import { TemplateCatalogue } from './template-catalogue.ts';
import { TemplatesController } from './templates.controller.ts';
import { UndeliverableController } from './undeliverable.controller.ts';
import { UnsubscribeController } from './unsubscribe.controller.ts';
import { UNSUBSCRIBE_LINKS, unsubscribeLinks } from './unsubscribe-links.ts';

/** Messages to customers: by e-mail, and by whoever sends texts, letters and notes to devices. */
@Module({
  controllers: [
    MessagesController,
    TemplatesController,
    PoliciesController,
    SendingRulesController,
    MessageChannelsController,
    BouncedMailController,
    ProviderReportsController,
    UnsubscribeController,
    UndeliverableController,
  ],
  providers: [
    { provide: OUTLETS, useFactory: () => outletsOf(config) },
    { provide: CONTACT_POINTS, useFactory: () => askContactPoint(config) },
    { provide: UNSUBSCRIBE_LINKS, useFactory: () => unsubscribeLinks(config) },
    { provide: SURVEY_LINKS, useFactory: () => surveyLinks(config) },
    { provide: REPORT_SECRETS, useFactory: () => config.MESSAGE_WEBHOOKS ?? {} },
    TemplateCatalogue,
    PolicyTable,
    SendingRules,
    Reports,
    DeliveryLoops,
  ],
  exports: [TemplateCatalogue],
})
export class DeliveryModule {}
