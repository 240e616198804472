import { Controller, Get, Inject, Put } from '@nestjs/common';
import {
  Allow,
  Body,
  Ctx,
  cursorOf,
  etag,
  commandContext,
  malformed,
  page,
  principalOf,
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
import { Catalogues, type Version } from './catalogues.ts';
import { IdentityRulesKeeper } from './identity-rules-keeper.ts';
import { IDENTITY_RULES, RulesAnswer, RulesChange, RulesPage, VersionsQuery } from './identity-rules.bodies.ts';
import { REGION } from './region.ts';

type Rules = Version<RulesChange['rules']>;

const cursor = cursorOf(Type.Object({ version: Type.Integer({ minimum: 1, maximum: 1e9 }) }));

/** By which rules customers are told apart: what identifies nobody, how much is believable, what is trusted first. */
@Controller('v1/identity-rules')
@Allow('specialist', 'supervisor', 'manager', 'privacyOfficer', 'administrator', 'service')
export class IdentityRulesController {
  readonly #catalogues: Catalogues;
  readonly #region: CountryCode;
  readonly #rules: IdentityRulesKeeper;

  constructor(catalogues: Catalogues, @Inject(REGION) region: CountryCode, rules: IdentityRulesKeeper) {
    this.#catalogues = catalogues;
    this.#region = region;
    this.#rules = rules;
  }

  @Get()
  @Returns('The rules in force', RulesAnswer)
  async read(@Reply() reply: FastifyReply): Promise<RulesAnswer> {
    return answered(reply, await this.#catalogues.inForce(IDENTITY_RULES));
  }

  @Get('versions')
  @Returns('All versions, the newest first', RulesPage)
  async versions(@Query(VersionsQuery) { limit, cursor: from }: VersionsQuery): Promise<Page<RulesAnswer>> {
    const below = cursor.read(from)?.version ?? Infinity;
    const older = (await this.#catalogues.versions(IDENTITY_RULES)).filter(({ version }) => version < below).reverse();
    return page(older.slice(0, limit + 1).map(told), limit, ({ version }) => cursor.write({ version }));
  }

  @Put()
  @Allow('administrator')
  @Returns('Adds a version; with If-Match only where that version is the newest', RulesAnswer)
  async change(
    @Body(RulesChange) { rules, reason }: RulesChange,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<RulesAnswer> {
    const { expectedVersion } = commandContext(request, { subject: 'rules:identity' });
    const content = { ...rules, blocked: blockedValues(rules.blocked, this.#region) };
    const added = await this.#catalogues.publish(IDENTITY_RULES, {
      content,
      reason,
      validFrom: undefined,
      actor: principalOf(request).id,
      expectedVersion,
      also: markAllForDuplicates,
    });
    this.#rules.forget();
    return answered(reply, { ...added, content });
  }
}

function answered(reply: FastifyReply, version: Rules): RulesAnswer {
  void reply.header('etag', etag(version.version));
  return told(version);
}

const told = ({ version, validFrom, publishedAt, publishedBy, reason, content }: Rules): RulesAnswer => ({
  version,
  validFrom,
  changedAt: publishedAt,
  changedBy: publishedBy,
  reason,
  rules: content,
});

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
