import { Sight1800000000150 } from '@rapport/service-kit/migrations';
import { ReadModels1790000000000 } from './1790000000000-read-models.ts';
import { SatisfactionInView1790000000001 } from './1790000000001-satisfaction-in-view.ts';
import { MonthsInView1790000000002 } from './1790000000002-months-in-view.ts';
import { IdentityRules1800000000000 } from './1800000000000-identity-rules.ts';
import { Duplicates1800000000001 } from './1800000000001-duplicates.ts';
import { Privacy1800000000040 } from './1800000000040-privacy.ts';
import { Catalogues1800000000030 } from './1800000000030-catalogues.ts';
import { KnowledgeOfCustomers1800000000031 } from './1800000000031-knowledge-of-customers.ts';
import { PrivacyCatalogues1800000000041 } from './1800000000041-privacy-catalogues.ts';
import { Episodes1800000000020 } from './1800000000020-episodes.ts';
import { AccountPlan1800000000032 } from './1800000000032-account-plan.ts';
import { Products1800000000033 } from './1800000000033-products.ts';
import { StandardClocks1800000000060 } from './1800000000060-standard-clocks.ts';
import { Work1800000000070 } from './1800000000070-work.ts';
import { Messages1800000000080 } from './1800000000080-messages.ts';
import { OwedPoints1800000000110 } from './1800000000110-owed-points.ts';
import { Lifecycle1800000000090 } from './1800000000090-lifecycle.ts';
import { Staff1800000000091 } from './1800000000091-staff.ts';
import { OneTableOfVersions1800000000111 } from './1800000000111-one-table-of-versions.ts';
import { StandingClocks1800000000160 } from './1800000000160-standing-clocks.ts';
import { ValueClassInView1800000000122 } from './1800000000122-value-class-in-view.ts';
import { RetentionRisk1800000000130 } from './1800000000130-retention-risk.ts';
import { LanguageSaid1800000000223 } from './1800000000223-language-said.ts';
import { Promises1800000000260 } from './1800000000260-promises.ts';
import { Worth1800000000140 } from './1800000000140-worth.ts';

export const migrations = [
  ReadModels1790000000000,
  SatisfactionInView1790000000001,
  MonthsInView1790000000002,
  IdentityRules1800000000000,
  Duplicates1800000000001,
  Privacy1800000000040,
  Catalogues1800000000030,
  KnowledgeOfCustomers1800000000031,
  Episodes1800000000020,
  AccountPlan1800000000032,
  PrivacyCatalogues1800000000041,
  Products1800000000033,
  StandardClocks1800000000060,
  Work1800000000070,
  Messages1800000000080,
  Lifecycle1800000000090,
  Staff1800000000091,
  OwedPoints1800000000110,
  OneTableOfVersions1800000000111,
  ValueClassInView1800000000122,
  RetentionRisk1800000000130,
  Worth1800000000140,
  StandingClocks1800000000160,
  Sight1800000000150,
  LanguageSaid1800000000223,
  Promises1800000000260,
];
