import { Inject, Injectable } from '@nestjs/common';
import type { SurveyForm } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';
import { Fresh, MESSAGING, Problem } from '@rapport/service-kit';
import { inForce } from '../domain/standard.ts';
import { checkSurvey } from '../domain/survey.ts';
import { addForm, readForms, type Published } from './versions.ts';

export type SurveyVersion = Published<SurveyForm>;

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
    return this.#kept.get(async () => {
      const all = await readForms<SurveyForm>(this.#messaging.pool, 'app.surveys');
      return surveysOf(all, new Date().toISOString());
    });
  }

  /** Adds a version, in force from `validFrom`; earlier ones stay as they are. */
  async publish(code: string, form: SurveyForm, validFrom: string, publishedBy: string): Promise<SurveyVersion> {
    checkSurvey(form);
    const { pool } = this.#messaging;
    const published = await addForm(pool, 'app.surveys', { code, form, validFrom, publishedBy });
    this.#kept.clear();
    return published;
  }
}

export function surveysOf(all: readonly SurveyVersion[], at: string): Surveys {
  const now = inForce(all, at);
  const found = (survey: SurveyVersion | undefined, what: string): SurveyVersion => {
    if (survey !== undefined) return survey;
    throw new Problem('survey-unknown', `There is no survey ${what}.`);
  };
  return {
    inForce: now,
    version: ({ code, version }) =>
      found(
        all.find(survey => survey.code === code && survey.version === version),
        `${code} in version ${version}`,
      ),
    now: code =>
      found(
        now.find(survey => survey.code === code),
        code,
      ),
    versions: code => all.filter(survey => survey.code === code),
  };
}
