import Type from 'typebox';
import { event } from './event.ts';
import { Code, oneOf, Uuid } from './values.ts';

export const KNOWLEDGE_KINDS = ['article', 'replyTemplate'] as const;

const customerId = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
const Use = {
  useId: Uuid,
  customerId: Uuid,
  interactionId: Uuid,
  kind: oneOf(KNOWLEDGE_KINDS),
  code: Code,
  version: Type.Integer({ minimum: 1 }),
};
const use = {
  useId: '0190a3c5-0000-7000-8000-000000000050',
  customerId,
  interactionId: '0190a3c5-0000-7000-8000-000000000001',
  kind: 'article' as const,
  code: 'return-of-goods',
  version: 1,
};

/** Which prepared texts were of use in which contacts. */
export const knowledgeEvents = {
  KnowledgeUsed: event(
    'interactions',
    'KnowledgeUsed',
    'A reply template or an article was used in a contact, once a contact.',
    Type.Object({ ...Use, language: Code }),
    { ...use, language: 'en' },
  ),
  KnowledgeRated: event(
    'interactions',
    'KnowledgeRated',
    'The agent or the customer said whether it helped; the last word of each counts.',
    Type.Object({ ...Use, by: oneOf(['agent', 'customer']), helpful: Type.Boolean() }),
    { ...use, by: 'agent', helpful: true },
  ),
};
