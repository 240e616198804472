import { Controller, Get, Inject } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import { Allow, MESSAGING, Returns } from '@rapport/service-kit';
import { ReferenceData } from './reference-data.ts';

/** Catalogues that belong to complaints, in the version in force. */
@Controller('v1')
@Allow('specialist', 'supervisor', 'manager', 'analyst', 'service', 'administrator')
export class ReferenceDataController {
  readonly #messaging: Messaging;
  readonly #reference: ReferenceData;

  constructor(@Inject(MESSAGING) messaging: Messaging, @Inject(ReferenceData) reference: ReferenceData) {
    this.#messaging = messaging;
    this.#reference = reference;
  }

  @Get('causes')
  @Returns('The causes of complaints, with the playbook that fits')
  async causes(): Promise<unknown> {
    const { rows } = await this.#messaging.pool.query(
      `select version, code, playbook from app.causes where version = (select max(version) from app.causes) order by place`,
    );
    return { items: rows, next: null };
  }

  @Get('promise-kinds')
  @Returns('The kinds of promises that may be given')
  async promiseKinds(): Promise<unknown> {
    const { promiseKinds } = await this.#reference.current();
    return { items: promiseKinds.map(code => ({ code })), next: null };
  }

  @Get('house-rules')
  @Returns(
    'Calendar of the catalogue as it is in force, business hours by severity and clock, factors by value class, terms of call-backs',
  )
  async houseRules(): Promise<unknown> {
    const reference = await this.#reference.current();
    const { calendar, calendars: _all, named: _by, ...rules } = reference.rulesAt(new Date().toISOString());
    const { code, version, form } = calendar;
    return { ...rules, calendar: form, calendarCode: code, calendarVersion: version };
  }
}
