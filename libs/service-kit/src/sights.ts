import { Inject, Injectable } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import { Fresh } from './fresh.ts';
import { seesAllOf } from './looked-after.ts';
import { MESSAGING } from './messaging.token.ts';
import { Problem } from './problem.ts';
import { seesFactsAlone, staffSeen, type Viewer } from './sight.ts';
import { staffAround } from './staff-around.ts';
import type { Principal } from './token.ts';

const FRESH_MS = 5_000;
const MOST_KEPT = 5_000;

/** A viewer with the teams whose work is theirs. */
export interface Colleague extends Viewer {
  readonly teams: readonly string[];
}

/** Who sees whom: asked at every route about a customer, so that who somebody is among the staff is kept for some seconds. */
@Injectable()
export class Sights {
  readonly #messaging: Messaging;
  readonly #known = new Fresh<Colleague>(FRESH_MS, MOST_KEPT);

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  who({ id, subject, roles, teams }: Principal): Promise<Colleague> {
    const read = async (): Promise<Colleague> => ({
      roles,
      ...(await staffAround(this.#messaging.pool, id, subject, teams)),
    });
    return this.#known.get(read, `${id} ${roles.join()} ${teams.join()}`);
  }

  /** Whose customers somebody sees besides those that nobody looks after; null where it is everybody's. */
  async staffSeenBy(principal: Principal): Promise<readonly string[] | null> {
    return seesAll(principal) ? null : staffSeen(await this.who(principal));
  }

  /** Throws `forbidden` where somebody else looks after one of these customers. */
  async check(principal: Principal, customers: readonly string[]): Promise<void> {
    if (customers.length === 0 || seesAll(principal)) return;
    if (await seesAllOf(this.#messaging.pool, await this.staffSeenBy(principal), customers)) return;
    throw new Problem('forbidden', 'Somebody else looks after this customer.');
  }
}

/** Whether nothing has to be asked: it is the same for all customers. */
export const seesAll = ({ roles }: Pick<Principal, 'roles'>): boolean =>
  seesFactsAlone(roles) || staffSeen({ roles, own: [], covers: [], led: [] }) === null;
