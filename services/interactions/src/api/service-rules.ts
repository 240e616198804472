import { Inject, Injectable } from '@nestjs/common';
import type { Calendar } from '@rapport/business-time';
import type { Messaging } from '@rapport/messaging';
import { Fresh, MESSAGING } from '@rapport/service-kit';
import { inForce, type StandardForm } from '../domain/standard.ts';
import { checkCalendar, checkStandard } from '../domain/standard-check.ts';
import { tellCalendars } from '../tell-calendars.ts';
import { added, inWords, PUBLICATION, type Published, type Row } from './versions.ts';

export interface Forms {
  readonly calendar: Calendar;
  readonly standard: StandardForm;
}
export type Kind = keyof Forms;

type Kept = { readonly [K in Kind]: readonly Published<Forms[K]>[] };

const FRESH_MS = 5_000;
const COLUMNS = `code, version, form, ${PUBLICATION}`;

/** Calendars and standards in all their versions. Read at most every five seconds; what this process publishes is there at once. */
@Injectable()
export class ServiceRules {
  readonly #messaging: Messaging;
  readonly #pool: Messaging['pool'];
  readonly #kept = new Fresh<Kept>(FRESH_MS);

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
    this.#pool = messaging.pool;
  }

  /** Newest versions first. */
  async all<K extends Kind>(kind: K): Promise<Kept[K]> {
    const kept = await this.#kept.get(async () => ({
      calendar: await read<Calendar>(this.#pool, 'calendar'),
      standard: await read<StandardForm>(this.#pool, 'standard'),
    }));
    return kept[kind];
  }

  /** Others are told of it at once. */
  async publishCalendar(code: string, form: Calendar, validFrom: string, by: string): Promise<Published<Calendar>> {
    checkCalendar(form);
    const published = await this.#publish('calendar', code, form, validFrom, by);
    const all = await this.all('calendar');
    await tellCalendars(
      this.#messaging,
      all.filter(each => each.code === code),
      by,
    );
    return published;
  }

  async publishStandard(
    code: string,
    form: StandardForm,
    validFrom: string,
    by: string,
  ): Promise<Published<StandardForm>> {
    const calendars = inForce(await this.all('calendar'), validFrom);
    checkStandard(
      form,
      calendars.map(calendar => calendar.code),
    );
    return this.#publish('standard', code, form, validFrom, by);
  }

  async #publish<Form>(kind: Kind, code: string, form: Form, from: string, by: string): Promise<Published<Form>> {
    const { rows } = await this.#pool.query<Row<Published<Form>>>(
      `insert into app.service_rules (kind, code, version, form, valid_from, published_by)
       select $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5 from app.service_rules where kind = $1 and code = $2
       on conflict do nothing returning ${COLUMNS}`,
      [kind, code, JSON.stringify(form), from, by],
    );
    this.#kept.clear();
    return inWords(added(rows));
  }
}

async function read<Form>(pool: Messaging['pool'], kind: Kind): Promise<Published<Form>[]> {
  const { rows } = await pool.query<Row<Published<Form>>>(
    `select ${COLUMNS} from app.service_rules where kind = $1 order by code, version desc`,
    [kind],
  );
  return rows.map(inWords);
}
