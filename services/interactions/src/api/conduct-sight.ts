import { Inject, Injectable } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import { MESSAGING, Problem, Sights, type Principal } from '@rapport/service-kit';
import { conduct } from '../domain/conduct.ts';
import { seesConduct, type ConductSight as Seen, type Observed } from '../projections/conduct-sight.query.ts';

/** Whose conduct somebody sees: their own; as a supervisor also that of whom they lead. */
@Injectable()
export class ConductSight {
  readonly #messaging: Messaging;
  readonly #sights: Sights;

  constructor(@Inject(MESSAGING) messaging: Messaging, @Inject(Sights) sights: Sights) {
    this.#messaging = messaging;
    this.#sights = sights;
  }

  async of(principal: Principal): Promise<Seen | null> {
    if ((await this.#sights.staffSeenBy(principal)) === null) return null;
    const { roles, own, led, teams } = await this.#sights.who(principal);
    return roles.includes('supervisor') ? { staff: [...own, ...led], teams } : { staff: own, teams: null };
  }

  /** Throws `forbidden` where it is the conduct of another team, or of somebody else. */
  async check(principal: Principal, observed: Observed): Promise<void> {
    if (await seesConduct(this.#messaging.pool, await this.of(principal), observed)) return;
    throw new Problem('forbidden', 'This is the conduct of somebody else.');
  }

  /** The same by the id of an observation; of one that there is not, nothing. */
  async checkRecorded(principal: Principal, observationId: string): Promise<void> {
    const observed = (await this.#messaging.load(conduct, observationId))?.state.observed;
    if (observed) await this.check(principal, observed);
  }
}
