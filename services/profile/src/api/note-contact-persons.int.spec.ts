import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { identityMap } from '@rapport/messaging';
import { randomUUID } from 'node:crypto';
import { contactPerson } from '../domain/contact-person.ts';
import { identify, type GivenIdentifier } from '../domain/identifier.ts';
import { rules } from '../domain/identity-rules.fixture.ts';
import { peopleOf } from '../projections/account.query.ts';
import { accounts } from '../projections/accounts.projection.ts';
import { noteContactPersons } from './note-contact-persons.ts';
import { mergeCustomers, unmergeCustomers } from './recognise.ts';
import { asking, house, type House } from './registry.fixture.ts';
import { resolve, type Seen } from './resolve.ts';

let home: House;
let user: GivenIdentifier;
let firm: GivenIdentifier;
beforeAll(async () => {
  home = await house({ projections: [identityMap, accounts] });
});
afterAll(() => home.close());
beforeEach(() => {
  user = { type: 'externalId', value: `user ${randomUUID()}`, verified: true };
  firm = { type: 'externalId', value: `group:${randomUUID()}`, verified: true };
});

const sighting = (given: GivenIdentifier, rest: Partial<Seen['sighting']> = {}) => ({ identifiers: [given], ...rest });
const organisation = () => sighting(firm, { partyType: 'enterprise' });

async function told(...sightings: Seen['sighting'][]): Promise<string[]> {
  const seen = sightings.map((one, index): Seen => {
    const identifiers = one.identifiers.map(given => identify(given, 'US', rules));
    return { index, sighting: one, identifiers, asking };
  });
  const registry = { messaging: home.messaging, rules };
  const resolved = await resolve(registry, seen);
  await noteContactPersons(registry, 'US', seen, resolved);
  await home.deliver();
  return resolved
    .sort((a, b) => a.index - b.index)
    .map(one => (one.status === 'accepted' ? one.customerId : one.problem.title));
}

const people = async (enterprise: string | undefined) => {
  const { recorded } = await home.messaging.identity.of(enterprise ?? '');
  return peopleOf(home.messaging.pool, recorded, null);
};

describe('somebody who is said to belong to an enterprise', () => {
  it('is its contact person, once, however often and whatever else is told first', async () => {
    const [enterprise, person] = await told(organisation(), sighting(user, { contactOf: firm }));
    await told(sighting(user, { contactOf: firm, name: 'Ada Abel' }), organisation());
    await told(sighting(user, { contactOf: firm }), sighting(user, { contactOf: firm }));
    expect(await people(enterprise)).toEqual([{ personId: person, roles: ['user'] }]);
  });

  it('is found where the person was known before, and nobody is where the enterprise is not known', async () => {
    const [person] = await told(sighting(user));
    await told(sighting(user, { contactOf: firm }));
    const [enterprise] = await told(organisation());
    expect(await people(enterprise)).toEqual([]);
    await told(sighting(user, { contactOf: firm }));
    expect(await people(enterprise)).toEqual([{ personId: person, roles: ['user'] }]);
  });

  it('keeps the roles that people said, and stays away after they said so', async () => {
    const [customerId = '', personId = ''] = await told(organisation(), sighting(user, { contactOf: firm }));
    const { rows } = await home.messaging.pool.query<{ stream: string }>(
      `select stream from messaging.events where type = 'ContactPersonLinked' and aggregateid = $1`,
      [customerId],
    );
    const id = rows[0]?.stream.replace('contactPerson-', '') ?? '';
    const context = { subject: customerId, actor: 'spec' };
    const left = { type: 'UnlinkContactPerson', customerId, personId, reason: 'leftTheFirm' } as const;
    await home.messaging.handle(contactPerson, id, left, context);
    await told(sighting(user, { contactOf: firm }));
    expect(await people(customerId)).toEqual([]);
  });

  it('belongs to it through a merge and its undoing, told before or meanwhile', async () => {
    const other: GivenIdentifier = { ...user, value: `other ${randomUUID()}` };
    const [first = '', enterprise, second = ''] = await told(sighting(other), organisation(), sighting(user));
    await mergeCustomers(home.messaging, [first, second], 'same', asking);
    await told(sighting(user, { contactOf: firm }));
    await told(sighting(user, { contactOf: firm }));
    expect(await people(enterprise)).toEqual([{ personId: second, roles: ['user'] }]);
    await unmergeCustomers(home.messaging, first, second, 'no', asking);
    await told(sighting(user, { contactOf: firm }));
    expect(await people(enterprise)).toEqual([{ personId: second, roles: ['user'] }]);
  });

  it('is not linked where a rule says no: a person has no contact persons', async () => {
    const [person] = await told(sighting(firm), sighting(user, { contactOf: firm }));
    expect(await people(person)).toEqual([]);
  });
});
