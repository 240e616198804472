import type { MessageChannel } from '@rapport/contracts';
import { mailOutlet } from './email.ts';
import type { Outlet } from './outgoing.ts';
import { webhookOutlet, type WebhookSettings } from './webhook.ts';

export const OUTLETS = Symbol('outlets');

/** The ways out that are configured. What is wanted by another channel waits until there is one. */
export type Outlets = ReadonlyMap<MessageChannel, Outlet>;

export interface OutletSettings {
  readonly SMTP_URL?: string | undefined;
  readonly MAIL_FROM?: string | undefined;
  readonly BOUNCE_ADDRESS?: string | undefined;
  readonly MESSAGE_WEBHOOKS?: { readonly [channel in 'sms' | 'letter' | 'push']?: WebhookSettings } | undefined;
}

export function outletsOf({
  SMTP_URL: url,
  MAIL_FROM: from,
  BOUNCE_ADDRESS,
  MESSAGE_WEBHOOKS = {},
}: OutletSettings): Outlets {
  const outlets = new Map<MessageChannel, Outlet>();
  if (url !== undefined && from !== undefined)
    outlets.set('email', mailOutlet({ url, from, bounceAddress: BOUNCE_ADDRESS }));
  for (const channel of ['sms', 'letter', 'push'] as const) {
    const webhook = MESSAGE_WEBHOOKS[channel];
    if (webhook !== undefined) outlets.set(channel, webhookOutlet(webhook));
  }
  return outlets;
}
