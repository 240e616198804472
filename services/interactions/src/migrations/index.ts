import { Channels1760000000000 } from './1760000000000-channels.ts';
import { InteractionsOfCustomer1760000000001 } from './1760000000001-interactions-of-customer.ts';
import { Ingest1800000000010 } from './1800000000010-ingest.ts';
import { Surveys1800000000050 } from './1800000000050-surveys.ts';
import { SurveyInvitations1800000000051 } from './1800000000051-survey-invitations.ts';

import { Episodes1800000000020 } from './1800000000020-episodes.ts';
import { Commerce1800000000021 } from './1800000000021-commerce.ts';

export const migrations = [
  Channels1760000000000,
  InteractionsOfCustomer1760000000001,
  Ingest1800000000010,
  Surveys1800000000050,
  SurveyInvitations1800000000051,
  Episodes1800000000020,
  Commerce1800000000021,
];
