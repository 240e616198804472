import type { InteractionsEvent, MessageChannel } from '@rapport/contracts';
import { DomainError, type Decider } from '@rapport/decider';

type ReachEvent = Extract<InteractionsEvent, { type: 'AddressBecameUndeliverable' | 'AddressRestored' }>;

export interface MarkUndeliverable {
  readonly type: 'MarkUndeliverable';
  readonly address: Extract<ReachEvent, { type: 'AddressBecameUndeliverable' }>['data'];
}

export interface RestoreAddress {
  readonly type: 'RestoreAddress';
  readonly address: Extract<ReachEvent, { type: 'AddressRestored' }>['data'];
}

/** The numbers of a recorded customer's identifiers to which nothing is sent, by channel. */
export interface Reachability {
  readonly undeliverable: { readonly [channel in MessageChannel]?: readonly number[] };
}

const MOST = 200;

/** At which addresses a customer can't be reached: a stream for each id under which identifiers are kept. */
export const reachability: Decider<Reachability, MarkUndeliverable | RestoreAddress, ReachEvent> = {
  kind: 'reachability',
  stateVersion: 1,
  initial: { undeliverable: {} },
  evolve({ undeliverable }, { type, data: { channel, number } }) {
    const others = (undeliverable[channel] ?? []).filter(each => each !== number);
    const now = type === 'AddressBecameUndeliverable' ? [...others, number].slice(-MOST) : others;
    return { undeliverable: { ...undeliverable, [channel]: now } };
  },
  decide({ type, address }, { undeliverable }) {
    const isMarked = undeliverable[address.channel]?.includes(address.number) === true;
    if (type === 'MarkUndeliverable') {
      return { events: isMarked ? [] : [{ type: 'AddressBecameUndeliverable', data: address }] };
    }
    if (isMarked) return { events: [{ type: 'AddressRestored', data: address }] };
    throw new DomainError('address-unknown', 'This address is not marked as undeliverable.');
  },
};
