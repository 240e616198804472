/** What a customer bought and when, and when all of it was given back, if it was. */
export interface Bought {
  readonly at: string;
  readonly givenBackAt?: string;
}

/** The risk of losing a customer, as it is told, came to be high, or ceased to be. */
export interface RiskTurn {
  readonly at: string;
  readonly high: boolean;
}

/** What is known of a customer under all its ids: the same facts give the same stage, in whatever order they became known. */
export interface Known {
  /** The newest days with a contact or purchase, by the last instant of each, ascending. */
  readonly heard: readonly string[];
  /** The newest, ascending. */
  readonly bought: readonly Bought[];
  /** As told of the current id, the newest, ascending; absent where nothing was told. */
  readonly risks?: readonly RiskTurn[];
  /** Whether that is all there is. */
  readonly complete: boolean;
}
