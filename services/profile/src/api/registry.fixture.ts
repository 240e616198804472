import { createMessaging, quiet, type Messaging } from '@rapport/messaging';
import { logged, scattered, testDatabase, type Readers, type TestDatabase } from '@rapport/testing';
import { contactPerson } from '../domain/contact-person.ts';
import { customer } from '../domain/customer.decide.ts';
import { distinct, identify, type GivenIdentifier, type Identifier } from '../domain/identifier.ts';
import { rules } from '../domain/identity-rules.fixture.ts';
import type { IdentityRules } from '../domain/identity-rules.ts';
import { migrations } from '../migrations/index.ts';
import type { Asking } from './recognise.ts';
import { resolve, type Resolved } from './resolve.ts';

export const asking: Asking = { actor: 'spec' };

export interface House {
  readonly database: TestDatabase;
  readonly messaging: Messaging;
  /** The customers who show these, each sighting by itself. */
  readonly seen: (...sightings: readonly (readonly Identifier[])[]) => Promise<string[]>;
  /** Delivers what was recorded since to the read models. */
  readonly deliver: (choices?: readonly number[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The write side alone, never started: nothing is published, and read models learn what `deliver` brings them. */
export function processOn(database: TestDatabase): Messaging {
  const options = {
    deciders: [customer, contactPerson],
    projections: [],
    policies: [],
    log: quiet,
    brokers: ['127.0.0.1:1'],
  };
  return createMessaging({ service: 'profile', database: database.url, ...options });
}

export async function house(readers: Readers = {}): Promise<House> {
  const database = await testDatabase(migrations);
  const messaging = processOn(database);
  const bring = scattered(database.pool, readers);
  let reached = 0;
  return {
    database,
    messaging,
    async seen(...sightings) {
      const seen = sightings.map((identifiers, index) => {
        const shown = identifiers.map(({ type, value, verified }) => ({ type, value, verified }));
        // All of one name, which merges nobody.
        const sighting = { name: 'Ada Abel', identifiers: shown };
        return { index, sighting, identifiers: distinct(identifiers, rules.types), asking };
      });
      const results = await resolve({ messaging, rules }, seen);
      return results.sort((a, b) => a.index - b.index).map(idOf);
    },
    async deliver(choices = []) {
      const { sent, position } = await logged(database.pool, reached);
      reached = position;
      await bring(sent, choices);
    },
    async close() {
      await messaging.pool.end();
      await database.drop();
    },
  };
}

function idOf(result: Resolved): string {
  if (result.status === 'rejected') throw new Error(result.problem.detail);
  return result.customerId;
}

/** An identifier that no other test has, by its tag. */
export const shownAs =
  (tag: string, by: IdentityRules = rules) =>
  (type: GivenIdentifier['type'], value: string, verified = true): Identifier =>
    identify({ type, value: `${value}-${tag}${type === 'email' ? '@example.org' : ''}`, verified }, 'US', by);
