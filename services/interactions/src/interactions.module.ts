import { Module } from '@nestjs/common';
import { messagingModule, sight, SightModule } from '@rapport/service-kit';
import { ChannelCatalogue } from './api/channel-catalogue.ts';
import { CalendarsController } from './api/calendars.controller.ts';
import { ChannelVersions } from './api/channel-versions.ts';
import { ChannelsController } from './api/channels.controller.ts';
import { ConductController } from './api/conduct.controller.ts';
import { ConductSight } from './api/conduct-sight.ts';
import { DeliveriesController } from './api/deliveries.controller.ts';
import { EpisodeWaitsController } from './api/episode-waits.controller.ts';
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
import { StandardHandlingTimesController } from './api/standard-handling-times.controller.ts';
import { StandardRhythmsController } from './api/standard-rhythms.controller.ts';
import { StandardTrendsController } from './api/standard-trends.controller.ts';
import { StandardsController } from './api/standards.controller.ts';
import { SurveyCatalogue } from './api/survey-catalogue.ts';
import { SURVEY_LINKS, SurveyLinksController } from './api/survey-links.controller.ts';
import { surveyLinks } from './api/survey-links.ts';
import { SurveysController } from './api/surveys.controller.ts';
import { BriefController } from './api/brief.controller.ts';
import { ContactQueueController } from './api/contact-queue.controller.ts';
import { whose } from './api/whose.ts';
import { WorkActionsController } from './api/work-actions.controller.ts';
import { WorkItemsController } from './api/work-items.controller.ts';
import { WorkRuleTrialsController } from './api/work-rule-trials.controller.ts';
import { WorkRuleTrials } from './api/work-rule-trials.ts';
import { WorkRulesController } from './api/work-rules.controller.ts';
import { WorkRulesTable } from './api/work-rules.ts';
import { CalendarTeller } from './calendar-teller.ts';
import { config } from './config.ts';
import { KnowledgeModule } from './knowledge/knowledge.module.ts';
import { knowledgeUse } from './domain/knowledge-use.ts';
import { knowledgeUses } from './projections/knowledge-uses.projection.ts';
import { DeliveryModule } from './delivery/delivery.module.ts';
import { allowance } from './domain/allowance.ts';
import { outboundMessage } from './domain/message.decide.ts';
import { reachability } from './domain/reachability.ts';
import { markAddressWhenBounced } from './policies/mark-address-when-bounced.policy.ts';
import { sendByRule } from './policies/send-by-rule.policy.ts';
import { sendInvitationWhenAsked } from './policies/send-invitation-when-asked.policy.ts';
import { messages } from './projections/messages.projection.ts';
import { undeliverableAddresses } from './projections/undeliverable-addresses.projection.ts';
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
import { toldCalendar } from './domain/told-calendar.ts';
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
import { customerClass } from './projections/customer-class.projection.ts';
import { interactionsOfCustomer } from './projections/interactions-of-customer.projection.ts';
import { openComplaints } from './projections/open-complaints.projection.ts';
import { liveContacts } from './projections/live-contacts.projection.ts';
import { valueClasses } from './projections/value-classes.projection.ts';
import { ruleEvents } from './projections/rule-events.projection.ts';
import { standardClocks } from './projections/standard-clocks.projection.ts';
import { surveyInvitations } from './projections/survey-invitations.projection.ts';
import { workItems } from './projections/work-items.projection.ts';

@Module({
  imports: [
    IngestModule,
    DeliveryModule,
    KnowledgeModule,
    messagingModule({
      service: 'interactions',
      database: config.DATABASE_URL,
      brokers: config.KAFKA_BROKERS,
      topicPrefix: config.TOPIC_PREFIX,
      peers: config,
      backlogMark: config.BACKLOG_MARK,
      deciders: [
        outboundMessage,
        allowance,
        reachability,
        knowledgeUse,
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
        toldCalendar,
      ],
      projections: [
        sight,
        messages,
        undeliverableAddresses,
        knowledgeUses,
        interactionsOfCustomer,
        customerClass,
        valueClasses,
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
      policies: [
        attachContactToEpisode,
        measureStandards,
        sampleCustomersWhenContacted,
        raiseWorkByRule,
        sendInvitationWhenAsked,
        sendByRule,
        markAddressWhenBounced,
      ],
      personal: { tables: { 'app.ingest_rejects': 'customer_id' } },
    }),
    SightModule.of(whose),
  ],
  controllers: [
    InteractionsController,
    FeedbackController,
    PurchasesController,
    OrdersController,
    DeliveriesController,
    GoalsController,
    EpisodesController,
    EpisodeWaitsController,
    ReportController,
    ChannelsController,
    CalendarsController,
    StandardHandlingTimesController,
    StandardRhythmsController,
    StandardTrendsController,
    StandardsController,
    StandardClocksController,
    ConductController,
    SurveysController,
    SamplingRulesController,
    InvitationsController,
    SurveyLinksController,
    WorkItemsController,
    WorkActionsController,
    WorkRulesController,
    WorkRuleTrialsController,
    BriefController,
    ContactQueueController,
  ],
  providers: [
    ConductSight,
    ChannelCatalogue,
    ChannelVersions,
    SurveyCatalogue,
    ServiceRules,
    CalendarTeller,
    SamplingRulesTable,
    WorkRulesTable,
    WorkRuleTrials,
    { provide: SURVEY_LINKS, useFactory: () => surveyLinks(config) },
  ],
})
export class InteractionsModule {}
