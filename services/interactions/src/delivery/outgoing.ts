import type { MessageChannel } from '@rapport/contracts';

/** A message as it goes out. */
export interface Outgoing {
  readonly messageId: string;
  readonly channel: MessageChannel;
  readonly purpose: string;
  readonly to: string;
  readonly language: 'en' | 'zh';
  readonly subject?: string | undefined;
  readonly text: string;
  readonly html?: string | undefined;
  /** Where one click is enough to get no more of them; absent where there is no such choice. */
  readonly unsubscribeLink?: string | undefined;
}

/** What the other side made of it. `code` such as smtp.550, http.503, timeout. */
export type SendOutcome =
  | { readonly is: 'sent' }
  | { readonly is: 'bounced'; readonly kind: 'hard' | 'soft'; readonly code: string }
  | { readonly is: 'refused'; readonly code: string }
  | { readonly is: 'later'; readonly code: string; readonly waitSeconds?: number };

/** The way out of one channel. Never rejects for what the other side does: that is an outcome. */
export interface Outlet {
  send(message: Outgoing): Promise<SendOutcome>;
  close(): void;
}
