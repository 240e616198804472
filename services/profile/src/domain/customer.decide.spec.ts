import { describe, expect, it } from '@jest/globals';
import { specification } from '@rapport/decider';
import type { CustomerCommand } from './customer.commands.ts';
import { customer } from './customer.decide.ts';
import {
  absorbed,
  ada,
  add,
  at,
  given,
  identifierAdded,
  merged,
  register,
  registered,
  restored,
  tablet,
  unmerged,
} from './customer.fixture.ts';
import { rules } from './identity-rules.fixture.ts';
import { follow } from './lifecycle.fixture.ts';

const { types } = rules;
const told = specification(customer);
const card = given('loyaltyCard', 'C-1');
const email = given('email', 'Ada@example.org');
const device = given('deviceId', 'tablet-1');
const commands: Record<CustomerCommand['type'], CustomerCommand> = {
  RegisterCustomer: register(),
  AddIdentifier: add(card),
  ChangeDetails: { type: 'ChangeDetails', changes: { name: 'Ada' } },
  FollowLifecycle: follow([at]),
  PassTime: { type: 'PassTime', now: at },
  AbsorbCustomer: { type: 'AbsorbCustomer', absorbedId: tablet, reason: 'sameParty' },
  BeAbsorbed: { type: 'BeAbsorbed', survivorId: tablet },
  ReleaseCustomer: { type: 'ReleaseCustomer', absorbedId: tablet, reason: 'wrongMerge' },
  BeRestored: { type: 'BeRestored', survivorId: tablet },
  RefuseMerge: {
    type: 'RefuseMerge',
    otherId: tablet,
    identifierType: 'deviceId',
    reason: 'sharedDevice',
    rulesVersion: 1,
  },
  DismissDuplicate: { type: 'DismissDuplicate', otherId: tablet, reason: 'twins' },
  PlaceLegalHold: { type: 'PlaceLegalHold', holdId: tablet, reason: 'litigation' },
  ReleaseLegalHold: { type: 'ReleaseLegalHold', holdId: tablet, reason: 'settled' },
  EraseCustomer: { type: 'EraseCustomer', erasureId: tablet, reason: 'customerRequest' },
};
const { AddIdentifier: _a, RegisterCustomer: _r, ...others } = commands;

describe('an unknown customer', () => {
  it('is registered with personal values beside the events, and claims what is verified', () => {
    const details = { name: 'Ada Lovelace', preferredLanguage: 'en', timeZone: 'Europe/London' };
    const phone = given('phone', '(201) 555-0123', false);
    const decision = told
      .given([])
      .when(register({ details, identifiers: [phone, email] }))
      .then([
        {
          type: 'CustomerRegistered',
          data: {
            customerId: ada,
            partyType: 'individual',
            anonymous: false,
            preferredLanguage: 'en',
            timeZone: 'Europe/London',
          },
        },
        identifierAdded(1, 'email'),
        identifierAdded(2, 'phone', false),
      ]);
    expect(decision.personal).toEqual({
      ...details,
      'identifier:1': { ...email, addedAt: at },
      'identifier:2': { ...phone, addedAt: at },
    });
    expect(decision.claims).toEqual([{ kind: 'identifier:email', value: 'ada@example.org' }]);
  });

  it('is told with who said the language that it prefers, where it prefers one', () => {
    const language = { preferredLanguage: 'en', saidBy: 'customer' } as const;
    const data = { customerId: ada, partyType: 'individual', anonymous: true } as const;
    told
      .given([])
      .when(register({ details: { preferredLanguage: 'en' }, saidBy: 'customer' }))
      .then([{ type: 'CustomerRegistered', data: { ...data, ...language } }]);
    told
      .given([])
      .when(register({ saidBy: 'customer' }))
      .then([registered(ada, true)]);
  });

  it('is anonymous when it shows nothing verified, or a device only', () => {
    told
      .given([])
      .when(register({ identifiers: [device] }))
      .then([registered(ada, true), identifierAdded(1, 'deviceId')]);
  });

  it('that is to be recognised claims what it showed, as long as nothing is verified', () => {
    const shown = given('email', 'ada@example.org', false);
    const of = (identifiers: (typeof email)[]) =>
      customer.decide(register({ recognisable: true, identifiers }), customer.initial).claims;
    expect(of([shown])).toEqual([{ kind: 'shown:email', value: 'ada@example.org' }]);
    expect(of([shown, card])).toEqual([{ kind: 'identifier:loyaltyCard', value: 'C1' }]);
  });

  it('with more identifiers of a type than believable is refused', () => {
    const cards = Array.from({ length: types.loyaltyCard.most + 1 }, (_, i) => given('loyaltyCard', `C-${i}`));
    told
      .given([])
      .when(register({ identifiers: cards }))
      .thenRefused('too-many-identifiers');
  });

  it.each(Object.values({ ...others, add: commands.AddIdentifier }))('takes no $type', command => {
    told.given([]).when(command).thenRefused('customer-unknown');
  });
});

describe('a current customer', () => {
  it('registered again changes nothing', () => told.given([registered()]).when(register()).thenNothing());

  it('gets one more identifier', () => {
    const decision = told
      .given([registered(), identifierAdded(1, 'email')])
      .when(add(card))
      .then([identifierAdded(2, 'loyaltyCard')]);
    expect(decision.personal).toEqual({ 'identifier:2': { ...card, addedAt: at } });
    expect(decision.claims).toEqual([{ kind: 'identifier:loyaltyCard', value: 'C1' }]);
  });

  it('is told nothing by an identifier that it has, unless that is verified now', () => {
    const has = told.given([registered(), identifierAdded(1, 'email', false)]);
    has.when(add({ ...email, verified: false }, 1)).thenNothing();
    has.when(add(email, 1)).then([identifierAdded(1, 'email')]);
    told
      .given([registered(), identifierAdded(1, 'email')])
      .when(add({ ...email, verified: false }, 1))
      .thenNothing();
  });

  it('that is anonymous is identified by a verified identifier, but not by a device or an unverified one', () => {
    const anonymous = told.given([registered(ada, true)]);
    anonymous
      .when(add(email))
      .then([
        identifierAdded(1, 'email'),
        { type: 'CustomerIdentified', data: { customerId: ada, identifierType: 'email' } },
      ]);
    anonymous.when(add(device)).then([identifierAdded(1, 'deviceId')]);
    anonymous.when(add({ ...email, verified: false })).then([identifierAdded(1, 'email', false)]);
  });

  it('is refused an identifier beyond the limit of its type', () => {
    const full = Array.from({ length: types.loyaltyCard.most }, (_, i) => identifierAdded(i + 1, 'loyaltyCard'));
    told
      .given([registered(), ...full])
      .when(add(card))
      .thenRefused('too-many-identifiers');
  });

  it('tells which details changed, never their values', () => {
    const decision = told
      .given([registered()])
      .when({ type: 'ChangeDetails', changes: { name: 'Ada King', timeZone: null } })
      .then([{ type: 'CustomerDetailsChanged', data: { customerId: ada, fields: ['name', 'timeZone'] } }]);
    expect(decision.personal).toEqual({ name: 'Ada King', timeZone: null });
    told.given([registered()]).when({ type: 'ChangeDetails', changes: {} }).thenNothing();
  });

  it('absorbs another once, and never itself', () => {
    told.given([registered()]).when(commands.AbsorbCustomer).then([merged]);
    told.given([registered(), merged]).when(commands.AbsorbCustomer).thenNothing();
    told
      .given([registered()])
      .when({ type: 'AbsorbCustomer', absorbedId: ada, reason: 'x' })
      .thenRefused('customer-merged');
  });

  it('is absorbed', () => void told.given([registered()]).when(commands.BeAbsorbed).then([absorbed]));

  it('releases whom it absorbed, and nobody else', () => {
    told.given([registered(), merged]).when(commands.ReleaseCustomer).then([unmerged]);
    told.given([registered()]).when(commands.ReleaseCustomer).thenRefused('not-merged');
  });

  it('tells once with whom it was not merged, and whom it was found not to be, whichever of the two is asked', () => {
    const apart = { identifierType: 'deviceId', reason: 'sharedDevice', rulesVersion: 1 } as const;
    const refused = told
      .given([registered()])
      .when(commands.RefuseMerge)
      .then([{ type: 'MergeRefused', data: { customerId: ada, otherId: tablet, ...apart } }]);
    const dismissed = told
      .given([registered()])
      .when(commands.DismissDuplicate)
      .then([{ type: 'DuplicateDismissed', data: { customerId: ada, otherId: tablet, reason: 'twins' } }]);
    const other = customer.evolve(customer.initial, registered(tablet));
    const claimsOf = (command: CustomerCommand) => customer.decide(command, other).claims;
    expect(refused.claims).toEqual(claimsOf({ type: 'RefuseMerge', otherId: ada, ...apart }));
    expect(dismissed.claims).toEqual(claimsOf({ type: 'DismissDuplicate', otherId: ada, reason: 'x' }));
    expect(dismissed.claims).toHaveLength(1);
    told
      .given([registered()])
      .when({ type: 'DismissDuplicate', otherId: ada, reason: 'x' })
      .thenRefused('customer-merged');
  });

  it('tells of which type the identifier is that both have shown', () => {
    const shared = { absorbedId: tablet, reason: 'sharedVerifiedIdentifier', identifierType: 'email' } as const;
    told
      .given([registered()])
      .when({ type: 'AbsorbCustomer', ...shared })
      .then([{ type: 'CustomersMerged', data: { survivorId: ada, ...shared } }]);
  });

  it('that was not absorbed is not restored', () => {
    told.given([registered()]).when(commands.BeRestored).thenRefused('not-merged');
  });
});

describe('an absorbed customer', () => {
  const gone = told.given([registered(), merged, absorbed]);

  it.each([commands.AddIdentifier, commands.ChangeDetails, { ...commands.AbsorbCustomer, absorbedId: ada }])(
    'takes no $type, and names the survivor',
    command => expect(gone.when(command).thenRefused('customer-merged').message).toContain(tablet),
  );

  it('is not absorbed by a third', () => {
    gone.when({ type: 'BeAbsorbed', survivorId: ada }).thenRefused('customer-merged');
    gone.when(commands.BeAbsorbed).thenNothing();
  });

  it('registered again changes nothing', () => gone.when(register()).thenNothing());

  it('keeps its stage: what it does moves the customer that it is part of', () => {
    gone.when(commands.FollowLifecycle).thenNothing();
  });

  it('releases whom it had absorbed before', () => void gone.when(commands.ReleaseCustomer).then([unmerged]));

  it('is restored from its survivor alone, and is as before', () => {
    gone.when(commands.BeRestored).then([restored]);
    gone.when({ type: 'BeRestored', survivorId: ada }).thenRefused('not-merged');
    expect(told.given([registered(), absorbed, restored]).state).toEqual(told.given([registered()]).state);
  });
});
