import { Module } from '@nestjs/common';
import { messagingModule } from '@rapport/service-kit';
import { ChannelCatalogue } from './api/channel-catalogue.ts';
import { CalendarsController } from './api/calendars.controller.ts';
import { ChannelsController } from './api/channels.controller.ts';
import { ConductController } from './api/conduct.controller.ts';
import { DeliveriesController } from './api/deliveries.controller.ts';
import { EpisodesController } from './api/episodes.controller.ts';
import { FeedbackController } from './api/feedback.controller.ts';
import { InvitationsController } from './api/invitations.controller.ts';
import { InteractionsController } from './api/interactions.controller.ts';
import { GoalsController } from './api/goals.controller.ts';
import { OrdersController } from './api/orders.controller.ts';
import { PurchasesController } from './api/purchases.controller.ts';
import { ReportController } from './api/report.controller.ts';
import { SamplingRulesController } from './api/sampling-rules.controller.ts';
import { SamplingRulesTable } from './api/sampling-rules.ts';
import { ServiceRules } from './api/service-rules.ts';
import { StandardClocksController } from './api/standard-clocks.controller.ts';
import { StandardsController } from './api/standards.controller.ts';
import { SurveyCatalogue } from './api/survey-catalogue.ts';
import { SURVEY_LINKS, SurveyLinksController } from './api/survey-links.controller.ts';
import { surveyLinks } from './api/survey-links.ts';
import { SurveysController } from './api/surveys.controller.ts';
import { config } from './config.ts';
import { conduct } from './domain/conduct.ts';
import { delivery } from './domain/delivery.ts';
import { feedback } from './domain/feedback.ts';
import { interaction } from './domain/interaction.ts';
import { goal } from './domain/goal.ts';
import { matter } from './domain/matter.decider.ts';
import { order } from './domain/order.ts';
import { purchase } from './domain/purchase.ts';
import { requirements } from './domain/requirements.ts';
import { queuedContact } from './domain/queued-contact.ts';
import { standards } from './domain/standards.decide.ts';
import { surveying } from './domain/surveying.ts';
import { workItem } from './domain/work-item.decide.ts';
import { attachContactToEpisode } from './policies/attach-contact-to-episode.policy.ts';
import { measureStandards } from './policies/measure-standards.policy.ts';
import { sampleCustomersWhenContacted } from './policies/sample-customers-when-contacted.policy.ts';
import { raiseWorkByRule } from './policies/raise-work-by-rule.policy.ts';
import { IngestModule } from './ingest/ingest.module.ts';
import { commerce } from './projections/commerce.projection.ts';
import { conductObserved } from './projections/conduct.projection.ts';
import { episodes } from './projections/episodes.projection.ts';
import { interactionsOfCustomer } from './projections/interactions-of-customer.projection.ts';
import { openComplaints } from './projections/open-complaints.projection.ts';
import { liveContacts } from './projections/live-contacts.projection.ts';
import { ruleEvents } from './projections/rule-events.projection.ts';
import { standardClocks } from './projections/standard-clocks.projection.ts';
import { surveyInvitations } from './projections/survey-invitations.projection.ts';
import { workItems } from './projections/work-items.projection.ts';

@Module({
  imports: [
    IngestModule,
    messagingModule({
      service: 'interactions',
      database: config.DATABASE_URL,
      brokers: config.KAFKA_BROKERS,
      topicPrefix: config.TOPIC_PREFIX,
      peers: config,
      backlogMark: config.BACKLOG_MARK,
      deciders: [
        interaction,
        feedback,
        purchase,
        surveying,
        matter,
        standards,
        conduct,
        order,
        delivery,
        requirements,
        goal,
        workItem,
        queuedContact,
      ],
      projections: [
        interactionsOfCustomer,
        surveyInvitations,
        standardClocks,
        conductObserved,
        openComplaints,
        episodes,
        commerce,
        ruleEvents,
        workItems,
        liveContacts,
      ],
      policies: [attachContactToEpisode, measureStandards, sampleCustomersWhenContacted, raiseWorkByRule],
      personal: { tables: { 'app.ingest_rejects': 'customer_id' } },
    }),
  ],
  controllers: [
    InteractionsController,
    FeedbackController,
    PurchasesController,
    OrdersController,
    DeliveriesController,
    GoalsController,
    EpisodesController,
    ReportController,
    ChannelsController,
    CalendarsController,
    StandardsController,
    StandardClocksController,
    ConductController,
    SurveysController,
    SamplingRulesController,
    InvitationsController,
    SurveyLinksController,
  ],
  providers: [
    ChannelCatalogue,
    SurveyCatalogue,
    ServiceRules,
    SamplingRulesTable,
    { provide: SURVEY_LINKS, useFactory: () => surveyLinks(config) },
  ],
})
export class InteractionsModule {}
