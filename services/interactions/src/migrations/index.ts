import { Sight1800000000150 } from '@rapport/service-kit/migrations';
import { Channels1760000000000 } from './1760000000000-channels.ts';
import { InteractionsOfCustomer1760000000001 } from './1760000000001-interactions-of-customer.ts';
import { Ingest1800000000010 } from './1800000000010-ingest.ts';
import { Surveys1800000000050 } from './1800000000050-surveys.ts';
import { SurveyInvitations1800000000051 } from './1800000000051-survey-invitations.ts';

import { Episodes1800000000020 } from './1800000000020-episodes.ts';
import { Commerce1800000000021 } from './1800000000021-commerce.ts';
import { ServiceStandards1800000000060 } from './1800000000060-service-standards.ts';
import { Conduct1800000000061 } from './1800000000061-conduct.ts';
import { Work1800000000070 } from './1800000000070-work.ts';
import { WorkItems1800000000071 } from './1800000000071-work-items.ts';
import { Delivery1800000000080 } from './1800000000080-delivery.ts';
import { Knowledge1800000000081 } from './1800000000081-knowledge.ts';
import { CustomerClass1800000000110 } from './1800000000110-customer-class.ts';
import { ChannelVersions1800000000090 } from './1800000000090-channel-versions.ts';
import { RiskRules1800000000130 } from './1800000000130-risk-rules.ts';
import { NoStaff1800000000151 } from './1800000000151-no-staff.ts';
import { StandingClocks1800000000160 } from './1800000000160-standing-clocks.ts';
import { SendingRules1800000000161 } from './1800000000161-sending-rules.ts';
import { RhythmStandards1800000000190 } from './1800000000190-rhythm-standards.ts';
import { HandlingTime1800000000220 } from './1800000000220-handling-time.ts';
import { FlowStandards1800000000255 } from './1800000000255-flow-standards.ts';
import { PromiseRules1800000000256 } from './1800000000256-promise-rules.ts';
import { SendingOfPromises1800000000257 } from './1800000000257-sending-of-promises.ts';
import { ValueClassesTold1800000000120 } from './1800000000120-value-classes-told.ts';

export const migrations = [
  Channels1760000000000,
  InteractionsOfCustomer1760000000001,
  Ingest1800000000010,
  Surveys1800000000050,
  SurveyInvitations1800000000051,
  Episodes1800000000020,
  Commerce1800000000021,
  ServiceStandards1800000000060,
  Conduct1800000000061,
  Work1800000000070,
  WorkItems1800000000071,
  Delivery1800000000080,
  Knowledge1800000000081,
  CustomerClass1800000000110,
  ChannelVersions1800000000090,
  ValueClassesTold1800000000120,
  RiskRules1800000000130,
  Sight1800000000150,
  NoStaff1800000000151,
  StandingClocks1800000000160,
  SendingRules1800000000161,
  RhythmStandards1800000000190,
  HandlingTime1800000000220,
  FlowStandards1800000000255,
  PromiseRules1800000000256,
  SendingOfPromises1800000000257,
];
