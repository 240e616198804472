export interface IdentityDecision {
  eventId: string;
  what: 'merged' | 'unmerged' | 'refused' | 'dismissed';
  /** Of merges and unmerges the survivor. */
  customerId: string;
  otherId: string;
  reason: string;
  occurredAt: string;
  actor: string;
}

export interface Hold {
  holdId: string;
  reason: string;
}

export interface ErasureRequest {
  requestId: string;
  customerId: string;
  channel: string;
  askedAt: string;
  dueOn: string;
  state: 'open' | 'refused' | 'erased';
  reason: string | null;
}

/** Which services have confirmed that nothing personal is left with them. */
export interface Receipt {
  erasureId: string;
  customerIds: string[];
  reason: string;
  erasedBy: string;
  erasedAt: string;
  confirmed: boolean;
  services: { service: string; confirmedAt: string | null; removed: number }[];
}

export interface Suggestion {
  suggestionId: string;
  /** 0–1: how likely the two are one. */
  score: number;
  /** Bits above 0 speak for it, below against it. */
  reasons: { finding: string; bits: number }[];
  foundAt: string;
  customers: {
    customerId: string;
    name: string | null;
    partyType: string | null;
    identifiers: { type: string; masked: string; verified: boolean }[];
  }[];
}
