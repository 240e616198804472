/** An identifier as a message tells it. */
export interface ShownIdentifier {
  readonly type: 'email' | 'phone' | 'externalId' | 'deviceId' | 'loyaltyCard';
  readonly value: string;
  readonly verified: boolean;
}

/** Whom a message is about, as profile is asked: `POST profile/v1/resolve`. */
export interface Who {
  readonly identifiers: readonly ShownIdentifier[];
  readonly name?: string;
  readonly partyType?: 'individual' | 'enterprise';
  readonly preferredLanguage?: string;
  /** Of a person: an enterprise that they belong to. */
  readonly contactOf?: ShownIdentifier;
}

export type RecordedKind = 'interaction' | 'order' | 'delivery' | 'purchase' | 'refund' | 'feedback';

/** What is to be recorded of somebody: a body of the route of its kind, without customer, time and origin. */
export interface Facts {
  readonly kind: RecordedKind;
  readonly body: Readonly<Record<string, unknown>>;
  /** What its sender knows it by, where that is another thing than the message's id. */
  readonly sourceId?: string;
  /** Of a refund: what its sender knows the purchase by. */
  readonly ofPurchase?: string;
}

/** A message that could be read. */
export interface Readable {
  readonly ok: true;
  readonly messageId: string;
  readonly occurredAt: string;
  /** A customer by our id, or who it is. */
  readonly who: Who | { readonly customerId: string };
  /** Others that it tells of, such as the enterprise of a group. */
  readonly others: readonly Who[];
  /** Nothing where it only tells who somebody is. */
  readonly facts: Facts | undefined;
  /** Attributes that nobody declared: not kept, only counted. */
  readonly dropped: readonly string[];
}

/** One that can't be used, and why. */
export interface Unreadable {
  readonly ok: false;
  readonly messageId: string | undefined;
  readonly slug: string;
  readonly reason: string;
}

export type Reading = Readable | Unreadable;

export const unreadable = (messageId: string | undefined, slug: string, reason: string): Unreadable => ({
  ok: false,
  messageId,
  slug,
  reason,
});

export const inWords = (
  what: string,
  errors: readonly { readonly pointer: string; readonly message: string }[],
): string => `${what}: ${errors.map(({ pointer, message }) => `${pointer} ${message}`.trim()).join('; ')}.`;
