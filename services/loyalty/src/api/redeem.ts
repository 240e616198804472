import { DomainError, type Claim } from '@rapport/decider';
import { KeptRefusal, type Accepted, type Command, type Messaging, type Outcome } from '@rapport/messaging';
import type { Account } from '../domain/account.ts';
import type { RedeemPoints } from '../domain/account.commands.ts';
import { account } from '../domain/account.decider.ts';
import { entryOf } from '../domain/ledger.ts';
import { sharesOf } from '../domain/purse.ts';
import { accountsOf, owedElsewhere } from './purse.ts';

type Redemption = Command<RedeemPoints>;

const ATTEMPTS = 5;
/** Refusals that need not be the last word. */
const OPEN = ['already-claimed', 'balance-too-low', 'not-a-member'];

/** Redeems from the customer's own account, or from the purse of a merged customer's accounts. */
export async function redeem(messaging: Messaging, asked: Redemption): Promise<Accepted<Account>> {
  const [redemption = asked] = await reserving(messaging, [asked]);
  try {
    return await handle(messaging, redemption, OPEN);
  } catch (error) {
    return anotherWay(messaging, redemption, error);
  }
}

/** Redeems from the own account; what it is refused with stays the answer to its key, but for the slugs left open. */
function handle(
  messaging: Messaging,
  { id, command, context: { key, ...context } }: Redemption,
  open: readonly string[],
): Promise<Accepted<Account>> {
  return messaging.handle(account, id, command, { ...context, key: key && { ...key, open } });
}

/** Many at once; the id of each outcome is that of its entry. */
export async function redeemMany(messaging: Messaging, asked: readonly Redemption[]): Promise<Outcome<Account>[]> {
  const redemptions = await reserving(messaging, asked);
  const made = await messaging.claimed(redemptions.map(claimOf));
  const fresh = redemptions.filter(redemption => !made.has(keyOf(redemption)));
  const handled = (await messaging.handleMany(account, fresh)).values();
  const outcomes: Outcome<Account>[] = [];
  for (const redemption of redemptions) {
    const outcome = made.has(keyOf(redemption)) ? undefined : handled.next().value;
    const settled = outcome?.ok ? outcome : await settle(messaging, redemption, outcome?.error ?? MADE);
    outcomes.push({ ...settled, id: redemption.command.entryId });
  }
  return outcomes;
}

/** What other records of a merged customer owe is left where it is, on an account that pays alone. */
async function reserving(messaging: Messaging, redemptions: readonly Redemption[]): Promise<Redemption[]> {
  const owed = await owedElsewhere(
    messaging,
    redemptions.map(({ id }) => id),
  );
  return redemptions.map(one => ({ ...one, command: { ...one.command, reserved: owed.get(one.id) ?? 0 } }));
}

const MADE = new DomainError('already-claimed', 'This redemption was made before.');

async function settle(messaging: Messaging, redemption: Redemption, refusal: Error): Promise<Outcome<Account>> {
  try {
    const accepted = await anotherWay(messaging, redemption, refusal);
    return { ok: true, ...accepted };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { ok: false, id: redemption.id, error };
  }
}

/** What the account refused may have been done before, or be paid by the customer's other accounts. */
async function anotherWay(messaging: Messaging, redemption: Redemption, refusal: unknown): Promise<Accepted<Account>> {
  if (!(refusal instanceof DomainError) || refusal instanceof KeptRefusal || !OPEN.includes(refusal.slug))
    throw refusal;
  const before = await repeatOf(messaging, redemption);
  if (before) return before;
  const paid = await fromPurse(messaging, redemption);
  if (paid) return paid;
  if (!redemption.context.key) throw refusal;
  return lastWord(messaging, redemption);
}

/** No way is left: the own account is asked once more, so that its refusal is kept, unless the points have come by now. */
async function lastWord(messaging: Messaging, redemption: Redemption): Promise<Accepted<Account>> {
  try {
    return await handle(messaging, redemption, ['already-claimed']);
  } catch (error) {
    const before = error instanceof KeptRefusal ? undefined : await repeatOf(messaging, redemption);
    if (before) return before;
    throw error;
  }
}

async function repeatOf(messaging: Messaging, redemption: Redemption): Promise<Accepted<Account> | undefined> {
  const holder = (await messaging.claimed([claimOf(redemption)])).get(keyOf(redemption));
  const loaded = holder === undefined ? undefined : await messaging.load(account, holder);
  if (holder === undefined || loaded === undefined) return undefined;
  const { subject, version, sequence, state } = loaded;
  const token = `${messaging.service}=${subject}:${sequence}`;
  return { id: holder, stream: `${account.kind}-${holder}`, subject, version, sequence, state, repeated: true, token };
}

/** Shares are worked out from what was read, so another redemption may come between: then they are worked out again. */
async function fromPurse(messaging: Messaging, redemption: Redemption): Promise<Accepted<Account> | undefined> {
  const { command, context } = redemption;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const accounts = await accountsOf(messaging, redemption.id);
    const shares = sharesOf(accounts, command.points, context.occurredAt ?? new Date().toISOString());
    if (shares === undefined || accounts.length === 0) return undefined;
    const parts = shares.map(({ customerId, points }, nth): Redemption => {
      const entryId = nth === 0 ? command.entryId : entryOf(customerId, `part of ${command.entryId}`);
      const key = nth === 0 ? context.key : undefined;
      return {
        id: customerId,
        command: { ...command, entryId, points, reserved: 0 },
        context: { ...context, subject: customerId, key },
      };
    });
    try {
      const [first, ...others] = await messaging.handleAll(account, parts);
      if (first) return { ...first, token: [first, ...others].map(({ token }) => token).join(',') };
    } catch (error) {
      if (error instanceof KeptRefusal) throw error;
      const before = await repeatOf(messaging, redemption);
      if (before) return before;
      if (!(error instanceof DomainError && error.slug === 'balance-too-low')) throw error;
    }
  }
  return undefined;
}

const claimOf = ({ command }: Redemption): Claim => ({ kind: 'redemption', value: command.entryId });
const keyOf = (redemption: Redemption): string => `redemption:${redemption.command.entryId}`;
