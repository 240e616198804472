import type { EventOfType } from '@rapport/contracts';
import { counted } from './reading.ts';
import type { Rules } from './standard.ts';
import type { Reading } from './standards.commands.ts';

/** Whether a delivery was right at the first time: the limit is how much may be wrong with it. */
export function readDelivery(rules: Rules, facts: EventOfType<'DeliveryMade'>['data'], valueClass: string): Reading[] {
  const { deliveryId, customerId, deliveredAt, complete, documentsRight, damaged, lost, accident } = facts;
  const wrong = [!complete, !documentsRight, damaged, lost > 0, accident].filter(Boolean).length;
  const about = { customerId, deliveryId, valueClass, since: deliveredAt };
  return counted(rules, 'orderRight', about, deliveryId, { count: wrong, at: deliveredAt, final: true });
}
