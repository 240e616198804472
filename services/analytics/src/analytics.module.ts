import { Module, type DynamicModule } from '@nestjs/common';
import { messagingModule, sight, SightModule } from '@rapport/service-kit';
import { CustomersController } from './api/customers.controller.ts';
import { EpisodesController } from './api/episodes.controller.ts';
import { MeasuresController } from './api/measures.controller.ts';
import { StandardsController } from './api/standards.controller.ts';
import { RiskController } from './api/risk.controller.ts';
import { ScoreRunsController } from './api/score-runs.controller.ts';
import { SurveysController } from './api/surveys.controller.ts';
import { ValueClassesController } from './api/value-classes.controller.ts';
import { StrategyRulesController } from './api/strategy-rules.controller.ts';
import { ValueFitsController } from './api/value-fits.controller.ts';
import { WorthController } from './api/worth.controller.ts';
import type { config } from './config.ts';
import { toldCustomerValue } from './domain/customer-value.decide.ts';
import { nextBestAction } from './domain/next-best-action.decide.ts';
import { toldRisk } from './domain/risk.decide.ts';
import { toldSatisfaction } from './domain/satisfaction.decide.ts';
import { proposedStrategy } from './domain/service-strategy.decide.ts';
import { toldValueClass } from './domain/value-class.decide.ts';
import { Partitions } from './partitions.ts';
import { actionDecisions } from './projections/action-decisions.projection.ts';
import { callBackFacts } from './projections/call-back-facts.projection.ts';
import { commerceFacts } from './projections/commerce-facts.projection.ts';
import { complaintFacts } from './projections/complaint-facts.projection.ts';
import { customerFacts } from './projections/customer-facts.projection.ts';
import { episodeFacts } from './projections/episode-facts.projection.ts';
import { feedbackFacts } from './projections/feedback-facts.projection.ts';
import { interactionFacts } from './projections/interaction-facts.projection.ts';
import { lateFacts } from './projections/late-facts.projection.ts';
import { memberFacts } from './projections/member-facts.projection.ts';
import { pointFacts } from './projections/point-facts.projection.ts';
import { promiseFacts } from './projections/promise-facts.projection.ts';
import { purchaseFacts } from './projections/purchase-facts.projection.ts';
import { riskDue } from './projections/risk-due.projection.ts';
import { satisfaction } from './projections/satisfaction.projection.ts';
import { standardFacts } from './projections/standard-facts.projection.ts';
import { RiskRefresher } from './risk-refresher.ts';
import { ScoreKeeper, SCORES_DATABASE } from './score-keeper.ts';
import { SatisfactionTeller } from './satisfaction-teller.ts';

@Module({})
class AnalyticsModule {}

export const analyticsModule = (settings: typeof config): DynamicModule => ({
  module: AnalyticsModule,
  imports: [
    messagingModule({
      service: 'analytics',
      database: settings.DATABASE_URL,
      brokers: settings.KAFKA_BROKERS,
      topicPrefix: settings.TOPIC_PREFIX,
      peers: settings,
      backlogMark: settings.BACKLOG_MARK,
      deciders: [toldSatisfaction, toldRisk, toldValueClass, toldCustomerValue, proposedStrategy, nextBestAction],
      projections: [
        sight,
        customerFacts,
        interactionFacts,
        feedbackFacts,
        purchaseFacts,
        complaintFacts,
        promiseFacts,
        callBackFacts,
        pointFacts,
        episodeFacts,
        commerceFacts,
        standardFacts,
        satisfaction,
        memberFacts,
        lateFacts,
        riskDue,
        actionDecisions,
      ],
      policies: [],
    }),
    SightModule.of({}),
  ],
  controllers: [
    CustomersController,
    EpisodesController,
    MeasuresController,
    StandardsController,
    SurveysController,
    RiskController,
    ScoreRunsController,
    ValueClassesController,
    StrategyRulesController,
    ValueFitsController,
    WorthController,
  ],
  providers: [
    Partitions,
    SatisfactionTeller,
    ScoreKeeper,
    RiskRefresher,
    { provide: SCORES_DATABASE, useValue: settings.DATABASE_URL },
  ],
});
