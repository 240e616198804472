import { Module } from '@nestjs/common';
import { messagingModule } from '@rapport/service-kit';
import { ChannelCatalogue } from './api/channel-catalogue.ts';
import { ChannelsController } from './api/channels.controller.ts';
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
import { SurveyCatalogue } from './api/survey-catalogue.ts';
import { SURVEY_LINKS, SurveyLinksController } from './api/survey-links.controller.ts';
import { surveyLinks } from './api/survey-links.ts';
import { SurveysController } from './api/surveys.controller.ts';
import { config } from './config.ts';
import { delivery } from './domain/delivery.ts';
import { feedback } from './domain/feedback.ts';
import { interaction } from './domain/interaction.ts';
import { goal } from './domain/goal.ts';
import { matter } from './domain/matter.decider.ts';
import { order } from './domain/order.ts';
import { purchase } from './domain/purchase.ts';
import { requirements } from './domain/requirements.ts';
import { surveying } from './domain/surveying.ts';
import { attachContactToEpisode } from './policies/attach-contact-to-episode.policy.ts';
import { sampleCustomersWhenContacted } from './policies/sample-customers-when-contacted.policy.ts';
import { IngestModule } from './ingest/ingest.module.ts';
import { commerce } from './projections/commerce.projection.ts';
import { episodes } from './projections/episodes.projection.ts';
import { interactionsOfCustomer } from './projections/interactions-of-customer.projection.ts';
import { openComplaints } from './projections/open-complaints.projection.ts';
import { surveyInvitations } from './projections/survey-invitations.projection.ts';

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
      deciders: [interaction, feedback, purchase, surveying, matter, order, delivery, requirements, goal],
      projections: [interactionsOfCustomer, surveyInvitations, openComplaints, episodes, commerce],
      policies: [attachContactToEpisode, sampleCustomersWhenContacted],
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
    SurveysController,
    SamplingRulesController,
    InvitationsController,
    SurveyLinksController,
  ],
  providers: [
    ChannelCatalogue,
    SurveyCatalogue,
    SamplingRulesTable,
    { provide: SURVEY_LINKS, useFactory: () => surveyLinks(config) },
  ],
})
export class InteractionsModule {}
