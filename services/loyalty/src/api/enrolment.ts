import type { Command } from '@rapport/messaging';
import { commandContext } from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import type { EnrolMember } from '../domain/account.commands.ts';
import type { MembershipBody } from './bodies.ts';

export function enrolment(request: FastifyRequest, { customerId, ...facts }: MembershipBody): Command<EnrolMember> {
  const context = commandContext(request, { subject: customerId, ...facts });
  const enrolledAt = context.occurredAt ?? new Date().toISOString();
  return { id: customerId, command: { type: 'EnrolMember', customerId, enrolledAt }, context };
}
