import type { NEED_ASPECTS, ProfileEvent, SAID_BY } from '@rapport/contracts';
import { DomainError, type Decider, type Decision } from '@rapport/decider';

export type NeedsEvent = Extract<ProfileEvent, { readonly type: 'CustomerNeedNoted' | 'CustomerNeedRemoved' }>;
type Noted = Extract<NeedsEvent, { readonly type: 'CustomerNeedNoted' }>['data'];
type Aspect = (typeof NEED_ASPECTS)[number];

/** Which one is meant: a purpose also says what is to be saved, protected … */
export interface NeedKey {
  readonly aspect: Aspect;
  readonly code: string;
  readonly what?: string | undefined;
}

/** A code of the catalogue; those of purposes with what each may be about. */
export interface NeedCode {
  readonly aspect: Aspect;
  readonly code: string;
  readonly what?: readonly string[] | undefined;
}

export interface NoteNeed {
  readonly type: 'NoteNeed';
  readonly customerId: string;
  readonly need: NeedKey;
  readonly saidBy: (typeof SAID_BY)[number];
  readonly personId?: string | undefined;
  readonly interactionId?: string | undefined;
  /** ISO instant at which it was said. */
  readonly at: string;
  readonly catalogue: { readonly version: number; readonly codes: readonly NeedCode[] };
}

export interface RemoveNeed {
  readonly type: 'RemoveNeed';
  readonly customerId: string;
  readonly need: NeedKey;
  readonly reason: string;
  readonly at: string;
}

/** What holds, by its key, with when it was said last. As many as the catalogue has codes: it stays small. */
export type Needs = Readonly<Record<string, { readonly code: string; readonly at: string }>>;

/** An event as it is decided: always with the instant at which it was said. */
type Told = NeedsEvent & { readonly at: string };

const ORIENTATION = 'orientation';

/** There is one orientation, and one of each motive, purpose with what, and need. */
export const keyOf = ({ aspect, code, what }: NeedKey): string =>
  aspect === ORIENTATION ? aspect : [aspect, code, ...(what === undefined ? [] : [what])].join('/');

function noteNeed(command: NoteNeed, state: Needs): Decision<Told> {
  const { customerId, need, saidBy, personId, interactionId, at, catalogue } = command;
  checkCode(need, catalogue);
  const before = state[keyOf(need)];
  if (before && before.at >= at) return { events: [] };
  const data: Noted = {
    customerId,
    aspect: need.aspect,
    code: need.code,
    ...(need.what !== undefined && { what: need.what }),
    saidBy,
    ...(personId !== undefined && { personId }),
    ...(interactionId !== undefined && { interactionId }),
    version: catalogue.version,
  };
  return { events: [{ type: 'CustomerNeedNoted', data, at }] };
}

function removeNeed({ customerId, need, reason, at }: RemoveNeed, state: Needs): Decision<Told> {
  if (state[keyOf(need)]?.code !== need.code) return { events: [] };
  const { aspect, code, what } = need;
  const data = { customerId, aspect, code, ...(what !== undefined && { what }), reason };
  return { events: [{ type: 'CustomerNeedRemoved', data, at }] };
}

export const needs: Decider<Needs, NoteNeed | RemoveNeed, Told> = {
  kind: 'needs',
  stateVersion: 1,
  initial: {},
  decide: (command, state) => (command.type === 'NoteNeed' ? noteNeed(command, state) : removeNeed(command, state)),
  evolve(state, event) {
    const key = keyOf(event.data);
    const { [key]: _before, ...others } = state;
    if (event.type === 'CustomerNeedRemoved') return others;
    return { ...others, [key]: { code: event.data.code, at: event.at } };
  },
};

function checkCode(need: NeedKey, { version, codes }: NoteNeed['catalogue']): void {
  const known = codes.find(({ aspect, code }) => aspect === need.aspect && code === need.code);
  if (!known) throw unknown(`Version ${version} of the needs has no ${need.aspect} ${need.code}.`, '/code');
  const { what } = known;
  if (what === undefined ? need.what === undefined : what.includes(need.what ?? '')) return;
  throw unknown(
    what === undefined ? `A ${need.aspect} has no what.` : `To ${need.code} is about one of ${what.join(', ')}.`,
    '/what',
  );
}

const unknown = (detail: string, pointer: string): DomainError =>
  new DomainError('code-unknown', detail, [{ pointer, message: 'is not in the catalogue' }]);
