import { Sight1800000000150 } from '@rapport/service-kit/migrations';
import { CreateFacts1793000000000 } from './1793000000000-create-facts.ts';
import { CreateSatisfaction1793000000001 } from './1793000000001-create-satisfaction.ts';
import { CreateViews1793000000002 } from './1793000000002-create-views.ts';
import { CreateSatisfactionDue1793000000003 } from './1793000000003-create-satisfaction-due.ts';
import { SatisfactionFromFacts1793000000004 } from './1793000000004-satisfaction-from-facts.ts';
import { ExperiencesOf1793000000005 } from './1793000000005-experiences-of.ts';
import { SatisfactionOfFew1793000000006 } from './1793000000006-satisfaction-of-few.ts';
import { StageOfMerged1800000000002 } from './1800000000002-stage-of-merged.ts';
import { SurveyFacts1800000000050 } from './1800000000050-survey-facts.ts';
import { EpisodeFacts1800000000020 } from './1800000000020-episode-facts.ts';
import { CommerceFacts1800000000021 } from './1800000000021-commerce-facts.ts';
import { ScoresOfEpisodesAndDeliveries1800000000022 } from './1800000000022-scores-of-episodes-and-deliveries.ts';
import { StandardFacts1800000000060 } from './1800000000060-standard-facts.ts';
import { ScoresOfStandards1800000000061 } from './1800000000061-scores-of-standards.ts';
import { StageOfSurvivor1800000000090 } from './1800000000090-stage-of-survivor.ts';
import { PointsReversed1800000000110 } from './1800000000110-points-reversed.ts';
import { ScoreRuns1800000000120 } from './1800000000120-score-runs.ts';
import { ValueClasses1800000000121 } from './1800000000121-value-classes.ts';
import { RetentionRisk1800000000130 } from './1800000000130-retention-risk.ts';
import { RiskSamples1800000000131 } from './1800000000131-risk-samples.ts';
import { CustomerValue1800000000140 } from './1800000000140-customer-value.ts';
import { ServiceStrategies1800000000141 } from './1800000000141-service-strategies.ts';
import { HandlingTimes1800000000222 } from './1800000000222-handling-times.ts';
import { ValueClassViews1800000000122 } from './1800000000122-value-class-views.ts';
import { CalibratedRisk1800000000240 } from './1800000000240-calibrated-risk.ts';
import { HistoryRests1800000000241 } from './1800000000241-history-rests.ts';
import { PromiseFacts1800000000265 } from './1800000000265-promise-facts.ts';
import { ScoresOfPromises1800000000266 } from './1800000000266-scores-of-promises.ts';
import { RiskCountsPromises1800000000267 } from './1800000000267-risk-counts-promises.ts';
import { WeightsBy1800000000280 } from './1800000000280-weights-by.ts';

export const migrations = [
  CreateFacts1793000000000,
  CreateSatisfaction1793000000001,
  CreateViews1793000000002,
  CreateSatisfactionDue1793000000003,
  SatisfactionFromFacts1793000000004,
  ExperiencesOf1793000000005,
  SatisfactionOfFew1793000000006,
  StageOfMerged1800000000002,
  SurveyFacts1800000000050,
  EpisodeFacts1800000000020,
  CommerceFacts1800000000021,
  ScoresOfEpisodesAndDeliveries1800000000022,
  StandardFacts1800000000060,
  ScoresOfStandards1800000000061,
  StageOfSurvivor1800000000090,
  PointsReversed1800000000110,
  ScoreRuns1800000000120,
  ValueClasses1800000000121,
  ValueClassViews1800000000122,
  RetentionRisk1800000000130,
  RiskSamples1800000000131,
  CustomerValue1800000000140,
  ServiceStrategies1800000000141,
  Sight1800000000150,
  HandlingTimes1800000000222,
  CalibratedRisk1800000000240,
  HistoryRests1800000000241,
  PromiseFacts1800000000265,
  ScoresOfPromises1800000000266,
  RiskCountsPromises1800000000267,
  WeightsBy1800000000280,
];
