import { Sight1800000000150 } from '@rapport/service-kit/migrations';
import { ReferenceData1760000000000 } from './1760000000000-reference-data.ts';
import { ComplaintsList1760000000001 } from './1760000000001-complaints-list.ts';
import { ValueClasses1800000000120 } from './1800000000120-value-classes.ts';
import { Calendars1800000000221 } from './1800000000221-calendars.ts';
import { Promises1800000000250 } from './1800000000250-promises.ts';
import { CallBacks1800000000251 } from './1800000000251-call-backs.ts';

export const migrations = [
  ReferenceData1760000000000,
  ComplaintsList1760000000001,
  ValueClasses1800000000120,
  Sight1800000000150,
  Calendars1800000000221,
  Promises1800000000250,
  CallBacks1800000000251,
];
