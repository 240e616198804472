import { Inject, Injectable } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import { Fresh, MESSAGING, Problem, sightOf, staffSeen, type Principal, type Viewer } from '@rapport/service-kit';
import { lookedAfter, staffAround } from '../projections/sight.query.ts';

const FRESH_MS = 5_000;
const MOST_KEPT = 5_000;

/** Who sees whom: asked at every route about a customer, so that who somebody is among the staff is kept for some seconds. */
@Injectable()
export class Sights {
  readonly #messaging: Messaging;
  readonly #viewers = new Fresh<Viewer>(FRESH_MS, MOST_KEPT);

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  viewer({ id, subject, roles, teams }: Principal): Promise<Viewer> {
    const read = async (): Promise<Viewer> => ({
      roles,
      ...(await staffAround(this.#messaging.pool, id, subject, teams)),
    });
    return this.#viewers.get(read, `${id} ${roles.join()} ${teams.join()}`);
  }

  /** Whose customers somebody sees besides those that nobody looks after; null where it is everybody's. */
  async staffSeenBy(principal: Principal): Promise<readonly string[] | null> {
    return seesAll(principal) ? null : staffSeen(await this.viewer(principal));
  }

  /** Throws `forbidden` where somebody else looks after the customer. */
  async check(principal: Principal, customerId: string): Promise<void> {
    if (seesAll(principal)) return;
    const { recorded } = await this.#messaging.identity.of(customerId);
    const after = await lookedAfter(this.#messaging.pool, recorded);
    if (sightOf(await this.viewer(principal), after) === 'all') return;
    throw new Problem('forbidden', 'Somebody else looks after this customer.');
  }
}

const seesAll = ({ roles }: Principal): boolean => staffSeen({ roles, own: [], covers: [], led: [] }) === null;
