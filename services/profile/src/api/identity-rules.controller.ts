import { Controller, Get, Inject, Put } from '@nestjs/common';
import { transaction, type Messaging } from '@rapport/messaging';
import {
  Allow,
  Body,
  Ctx,
  cursorOf,
  etag,
  commandContext,
  malformed,
  MESSAGING,
  page,
  principalOf,
  Problem,
  Query,
  Reply,
  Returns,
  type Page,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CountryCode } from 'libphonenumber-js';
import Type from 'typebox';
import { normalise } from '../domain/identifier.ts';
import type { BlockedValue } from '../domain/identity-rules.ts';
import { markAllForDuplicates } from '../projections/duplicates.store.ts';
import { IdentityRulesKeeper } from './identity-rules-keeper.ts';
import { RulesAnswer, RulesChange, RulesPage, VersionsQuery } from './identity-rules.bodies.ts';
import { addRules, rulesInForce, rulesVersions, type RulesVersion } from './identity-rules.store.ts';
import { REGION } from './region.ts';

const cursor = cursorOf(Type.Object({ version: Type.Integer({ minimum: 1, maximum: 1e9 }) }));

/** By which rules customers are told apart: what identifies nobody, how much is believable, what is trusted first. */
@Controller('v1/identity-rules')
@Allow('specialist', 'supervisor', 'manager', 'privacyOfficer', 'administrator', 'service')
export class IdentityRulesController {
  readonly #messaging: Messaging;
  readonly #region: CountryCode;
  readonly #rules: IdentityRulesKeeper;

  constructor(
    @Inject(MESSAGING) messaging: Messaging,
    @Inject(REGION) region: CountryCode,
    rules: IdentityRulesKeeper,
  ) {
    this.#messaging = messaging;
    this.#region = region;
    this.#rules = rules;
  }

  @Get()
  @Returns('The rules in force', RulesAnswer)
  async read(@Reply() reply: FastifyReply): Promise<RulesVersion> {
    const inForce = await rulesInForce(this.#messaging.pool);
    void reply.header('etag', etag(inForce.version));
    return inForce;
  }

  @Get('versions')
  @Returns('All versions, the newest first', RulesPage)
  async versions(@Query(VersionsQuery) { limit, cursor: from }: VersionsQuery): Promise<Page<RulesVersion>> {
    const found = await rulesVersions(this.#messaging.pool, cursor.read(from)?.version, limit + 1);
    return page(found, limit, ({ version }) => cursor.write({ version }));
  }

  @Put()
  @Allow('administrator')
  @Returns('Adds a version; with If-Match only where that version is the newest', RulesAnswer)
  async change(
    @Body(RulesChange) { rules, reason }: RulesChange,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<RulesVersion> {
    const { expectedVersion } = commandContext(request, { subject: 'rules:identity' });
    const document = { ...rules, blocked: blockedValues(rules.blocked, this.#region) };
    const added = await transaction(this.#messaging.pool, async tx => {
      const [newest] = await rulesVersions(tx, undefined, 1);
      const last = newest?.version ?? 0;
      if (expectedVersion !== undefined && expectedVersion !== last) {
        throw new Problem('precondition-failed', `The newest version is ${last}.`);
      }
      const facts = { version: last + 1, changedBy: principalOf(request).id, reason };
      const made = await addRules(tx, { ...facts, rules: document });
      if (!made) throw new Problem('conflict', 'Somebody else has just added a version.');
      await markAllForDuplicates(tx);
      return made;
    });
    this.#rules.forget();
    void reply.header('etag', etag(added.version));
    return added;
  }
}

/** Blocked values in the form in which identifiers are compared, each once. 400 for one that is none of its type. */
function blockedValues(given: readonly BlockedValue[], region: CountryCode): BlockedValue[] {
  const values = new Map<string, BlockedValue>();
  for (const [n, { type, value: text }] of given.entries()) {
    const trimmed = text.normalize('NFC').trim();
    const value = type === null ? trimmed.toLowerCase() : normalise(type, trimmed, region);
    if (value === undefined || value === '') {
      throw malformed('body', [{ pointer: `/rules/blocked/${n}/value`, message: `is no ${type ?? 'value'}` }]);
    }
    values.set(`${type}:${value}`, { type, value });
  }
  return [...values.values()];
}
