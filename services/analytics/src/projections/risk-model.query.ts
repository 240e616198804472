import type { RISK_FEATURES } from '@rapport/contracts';
import type { Tx } from '@rapport/messaging';
import type { LogisticModel } from '@rapport/statistics';

export type RiskFeature = (typeof RISK_FEATURES)[number];

/** What a version of the model says. */
export interface RiskContent extends LogisticModel<RiskFeature> {
  /** From which risk on a band begins. */
  readonly bands: { readonly medium: number; readonly high: number };
  /** Fewer gaps between days on which a customer was heard of are no rhythm: then one of so many days is taken. */
  readonly rhythm: {
    readonly gapsNeeded: number;
    readonly daysWithout: number;
    /** A shorter one counts as this: several contacts about one matter say little of the 90 days to come. */
    readonly leastDays?: number;
  };
  /** Whether `brokenPromises` counts broken promises too, or house clocks, service standards and late deliveries alone, as before. */
  readonly countsPromises?: boolean;
  /** How far promises, effort and contacts are looked back at, and how far ahead the risk looks. */
  readonly windowDays: number;
  /** The rank of each tier of the loyalty programme; 0 for others. */
  readonly tiers: Readonly<Record<string, number>>;
  /** How many cases of each sort there have to be before a model is fitted on own history. */
  readonly enough: {
    /** Cases are those of whom something was heard so many days before: who is long gone is foretold by anybody. */
    readonly heardWithinDays: number;
    readonly left: number;
    readonly stayed: number;
    readonly heldOutLeft: number;
    readonly heldOutStayed: number;
    readonly ridge: number;
  };
}

export interface RiskModel {
  readonly version: number;
  readonly validFrom: Date;
  readonly origin: 'shipped' | 'published' | 'fitted';
  readonly publishedBy: string;
  readonly publishedAt: Date;
  readonly note: string | null;
  readonly content: RiskContent;
}

const COLUMNS = `version, valid_from as "validFrom", origin, published_by as "publishedBy", published_at as "publishedAt", note, content`;

export async function riskModelAt(tx: Tx, at: Date): Promise<RiskModel> {
  const { rows } = await tx.query<RiskModel>(
    `select ${COLUMNS} from app.risk_models where valid_from <= $1 order by version desc limit 1`,
    [at],
  );
  if (!rows[0]) throw new Error('there is no model of risk: a migration puts the first there');
  return rows[0];
}

/** Newest first, those before a version. */
export async function riskModels(tx: Tx, before: number | undefined, limit: number): Promise<RiskModel[]> {
  const { rows } = await tx.query<RiskModel>(
    `select ${COLUMNS} from app.risk_models where $1::integer is null or version < $1 order by version desc limit $2`,
    [before ?? null, limit],
  );
  return rows;
}

type Publishing = Pick<RiskModel, 'validFrom' | 'origin' | 'publishedBy' | 'note' | 'content'>;

/** As the next version; undefined when somebody else published one at the same time. */
export async function publishRiskModel(tx: Tx, model: Publishing): Promise<RiskModel | undefined> {
  const { rows } = await tx.query<RiskModel>(
    `insert into app.risk_models (version, valid_from, origin, published_by, note, content)
     select coalesce(max(version), 0) + 1, $1, $2, $3, $4, $5 from app.risk_models
     on conflict do nothing returning ${COLUMNS}`,
    [model.validFrom, model.origin, model.publishedBy, model.note, JSON.stringify(model.content)],
  );
  return rows[0];
}
