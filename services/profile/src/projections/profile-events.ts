import { profileEvents } from '@rapport/contracts';
import { ignored, ignoring } from '@rapport/messaging';

/** For projections that keep one thing of many: all of profile's events, to be followed by those that they read. */
export const others = { ...ignoring(profileEvents), ErasedFromProfile: ignored } as const;
