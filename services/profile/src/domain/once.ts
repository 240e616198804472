/** What is recorded once and never changed: all that a repeat has to know. Its facts are in its event. */
export interface Once {
  readonly recorded: boolean;
}

export const initial: Once = { recorded: false };
export const evolve = (): Once => ({ recorded: true });
