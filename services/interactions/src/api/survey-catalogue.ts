import { Inject, Injectable } from '@nestjs/common';
import type { SurveyForm } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';
import { Fresh, MESSAGING, Problem } from '@rapport/service-kit';
import { checkSurvey } from '../domain/survey.ts';

export interface SurveyVersion {
  readonly code: string;
  readonly version: number;
  readonly validFrom: string;
  readonly publishedBy: string;
  readonly publishedAt: string;
  readonly form: SurveyForm;
}

/** All versions of all surveys, for looking up while commands are made. Throws `survey-unknown` for what is not there. */
export interface Surveys {
  /** Of each survey the version that is put now, by code. */
  readonly inForce: readonly SurveyVersion[];
  version(of: { readonly code: string; readonly version: number }): SurveyVersion;
  now(code: string): SurveyVersion;
  /** Newest first. */
  versions(code: string): readonly SurveyVersion[];
}

const FRESH_MS = 5_000;

/** Reads the table of surveys at most every five seconds; a version that this process publishes is there at once. */
@Injectable()
export class SurveyCatalogue {
  readonly #messaging: Messaging;
  readonly #kept = new Fresh<Surveys>(FRESH_MS);

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  current(): Promise<Surveys> {
    return this.#kept.get(() => readSurveys(this.#messaging.pool));
  }

  /** Adds a version, in force from `validFrom`; earlier ones stay as they are. */
  async publish(code: string, form: SurveyForm, validFrom: string, publishedBy: string): Promise<SurveyVersion> {
    checkSurvey(form);
    const { rows } = await this.#messaging.pool.query<Row>(
      `insert into app.surveys (code, version, form, valid_from, published_by)
       select $1, coalesce(max(version), 0) + 1, $2, $3, $4 from app.surveys where code = $1
       on conflict do nothing returning ${COLUMNS}`,
      [code, JSON.stringify(form), validFrom, publishedBy],
    );
    this.#kept.clear();
    const [published] = rows.map(inWords);
    if (published === undefined) throw new Problem('conflict', 'Somebody else published a version of it just now.');
    return published;
  }
}

interface Times {
  readonly validFrom: Date;
  readonly publishedAt: Date;
}

const COLUMNS = `code, version, form, valid_from as "validFrom", published_by as "publishedBy", published_at as "publishedAt"`;

type Row = Omit<SurveyVersion, keyof Times> & Times;

const inWords = (row: Row): SurveyVersion => ({
  ...row,
  validFrom: row.validFrom.toISOString(),
  publishedAt: row.publishedAt.toISOString(),
});

async function readSurveys(pool: Messaging['pool']): Promise<Surveys> {
  const { rows } = await pool.query<Row>(`select ${COLUMNS} from app.surveys order by code, version desc`);
  return surveysOf(rows.map(inWords), new Date().toISOString());
}

export function surveysOf(all: readonly SurveyVersion[], now: string): Surveys {
  const inForce = [
    ...Map.groupBy(
      all.filter(({ validFrom }) => validFrom <= now),
      ({ code }) => code,
    ).values(),
  ].flatMap(([newest]) => newest ?? []);
  const found = (survey: SurveyVersion | undefined, what: string): SurveyVersion => {
    if (survey !== undefined) return survey;
    throw new Problem('survey-unknown', `There is no survey ${what}.`);
  };
  return {
    inForce,
    version: ({ code, version }) =>
      found(
        all.find(survey => survey.code === code && survey.version === version),
        `${code} in version ${version}`,
      ),
    now: code =>
      found(
        inForce.find(survey => survey.code === code),
        code,
      ),
    versions: code => all.filter(survey => survey.code === code),
  };
}
