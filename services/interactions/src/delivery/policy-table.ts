import { Inject, Injectable } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import { Fresh, MESSAGING } from '@rapport/service-kit';
import { added, inWords, PUBLICATION, type Published, type Row } from '../api/versions.ts';
import type { DeliveryPolicy } from '../domain/delivery-policy.ts';
import { checkPolicy } from './check-policy.ts';

export interface PublishedPolicy extends Omit<Published<DeliveryPolicy>, 'code' | 'form'> {
  readonly policy: DeliveryPolicy;
}

const FRESH_MS = 5_000;
const COLUMNS = `version, policy, ${PUBLICATION}`;

/** How messages are sent, in versions: read at most every five seconds. */
@Injectable()
export class PolicyTable {
  readonly #messaging: Messaging;
  readonly #kept = new Fresh<readonly PublishedPolicy[]>(FRESH_MS);

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  async inForce(): Promise<DeliveryPolicy> {
    const now = new Date().toISOString();
    const found = (await this.versions()).find(({ validFrom }) => validFrom <= now);
    if (found === undefined) throw new Error('no version of how messages are sent is in force');
    return found.policy;
  }

  /** Newest first. */
  versions(): Promise<readonly PublishedPolicy[]> {
    return this.#kept.get(async () => {
      const { rows } = await this.#messaging.pool.query<Row<PublishedPolicy>>(
        `select ${COLUMNS} from app.delivery_policies order by version desc`,
      );
      return rows.map(inWords);
    });
  }

  async publish(policy: DeliveryPolicy, validFrom: string, publishedBy: string): Promise<PublishedPolicy> {
    checkPolicy(policy);
    const { rows } = await this.#messaging.pool.query<Row<PublishedPolicy>>(
      `insert into app.delivery_policies (version, policy, valid_from, published_by)
       select coalesce(max(version), 0) + 1, $1, $2, $3 from app.delivery_policies on conflict do nothing returning ${COLUMNS}`,
      [JSON.stringify(policy), validFrom, publishedBy],
    );
    this.#kept.clear();
    return inWords(added(rows));
  }
}
