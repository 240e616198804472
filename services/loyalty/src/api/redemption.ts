import type { Command } from '@rapport/messaging';
import { commandContext, itemId, sourceId } from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import type { RedeemPoints } from '../domain/account.commands.ts';
import type { RedemptionItem } from './bodies.ts';

export function redemption(request: FastifyRequest, item: RedemptionItem): Command<RedeemPoints> {
  const { customerId, points, reward, ...facts } = item;
  const context = commandContext(request, { subject: customerId, ...facts });
  const { key } = context;
  // A repeated key answers with the entry that it made the first time.
  const entryId = item.sourceId === undefined && key ? sourceId(`key of ${key.caller}`, key.value) : itemId(item);
  return { id: customerId, command: { type: 'RedeemPoints', entryId, points, reward }, context };
}
