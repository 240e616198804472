export const IDENTIFIER_TYPES = ['email', 'phone', 'externalId', 'loyaltyCard', 'deviceId'] as const;
