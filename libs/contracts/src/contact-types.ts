/** What a contact was about. */
export const CONTACT_TYPES = [
  'advice',
  'order',
  'support',
  'complaint',
  'relationship',
  'suggestion',
  'compliment',
  'return',
  'repair',
  'billing',
  'lead',
  'enquiry',
  'payment',
] as const;
/** How a contact ended. */
export const OUTCOMES = ['solved', 'promised', 'handedOver', 'abandoned', 'noAnswer', 'wrongParty'] as const;
