/**
 * The moments between two steps that must both happen: a command's events written, a batch about to be sent, sent and
 * not yet deleted, a batch applied and not yet committed, committed. Fault suites end the process there.
 */
export type FailPoint = 'written' | 'sending' | 'sent' | 'applying' | 'applied';

export type Reached = (point: FailPoint) => Promise<void> | void;
