/** How a message stands after each event. */
export const MESSAGE_STATUS = {
  MessageRequested: 'due',
  MessageHeld: 'waiting',
  MessageReleased: 'due',
  MessageSent: 'sent',
  MessageSuppressed: 'suppressed',
  MessageFailed: 'failed',
  MessageBounced: 'bounced',
  MessageDelivered: 'delivered',
  MessageOpened: 'opened',
} as const;

export type MessageStatus = (typeof MESSAGE_STATUS)[keyof typeof MESSAGE_STATUS];
