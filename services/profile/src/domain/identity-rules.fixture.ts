import document from '../migrations/identity-rules-v1.json' with { type: 'json' };
import { rulesOf, type BlockedValue, type IdentityRulesDocument } from './identity-rules.ts';

const blocked: readonly BlockedValue[] = document.blocked;

/** The rules as they are shipped. */
export const shipped: IdentityRulesDocument = { ...document, blocked };
export const rules = rulesOf(1, shipped);
