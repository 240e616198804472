import Type from 'typebox';
import { event } from './event.ts';
import { MESSAGE_CHANNELS } from './messages.ts';
import { Code, Instant, oneOf, StaffId, Uuid } from './values.ts';

export const STYLES = ['analytical', 'amiable', 'driver', 'expressive'] as const;
export const STYLE_AXES = ['assertiveness', 'responsiveness'] as const;

const CatalogueVersion = Type.Integer({
  minimum: 1,
  description: 'The version of the catalogue that it was recorded by',
});
const Choices = Type.Integer({ minimum: 0, maximum: 100 });

/** What a filled-in questionnaire says: the same of customers and of staff. */
const appraisal = {
  appraisalId: Uuid,
  version: CatalogueVersion,
  answers: Type.Array(
    Type.Object({ item: Type.Integer({ minimum: 1, maximum: 100 }), choice: oneOf(['a', 'b', 'c', 'd']) }),
    { minItems: 1, maxItems: 100 },
  ),
  choices: Type.Object(
    { analytical: Choices, amiable: Choices, driver: Choices, expressive: Choices },
    { description: 'How often each style was chosen; all four are kept' },
  ),
  styles: Type.Array(oneOf([...STYLES, 'balanced']), {
    minItems: 1,
    maxItems: 2,
    description: 'The leading style, the two that lead, or balanced',
  }),
};

const customerId = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
const appraisalId = '0190a3c4-b000-7000-8000-000000000001';
const answered = {
  appraisalId,
  version: 1,
  answers: [
    { item: 1, choice: 'c' as const },
    { item: 2, choice: 'a' as const },
  ],
  choices: { analytical: 2, amiable: 1, driver: 7, expressive: 2 },
  styles: ['driver' as const],
};

export const profileStyleEvents = {
  StyleMarksObserved: event(
    'profile',
    'StyleMarksObserved',
    'What an agent noticed of the style in which a customer communicates; told again where they change what they noted of that contact.',
    Type.Object({
      observationId: Uuid,
      customerId: Uuid,
      interactionId: Uuid,
      agentId: Type.Optional(StaffId),
      version: CatalogueVersion,
      marks: Type.Array(
        Type.Object({
          mark: Code,
          axis: oneOf(STYLE_AXES),
          value: Type.Integer({ minimum: -1, maximum: 1, description: '+1, 0 or −1: towards which end of the mark' }),
        }),
        { maxItems: 50 },
      ),
    }),
    {
      observationId: '0190a3c4-b000-7000-8000-000000000002',
      customerId,
      interactionId: '0190a3c5-0000-7000-8000-000000000001',
      version: 1,
      marks: [{ mark: 'pace', axis: 'assertiveness', value: 1 }],
    },
  ),
  StyleQuestionnaireAnswered: event(
    'profile',
    'StyleQuestionnaireAnswered',
    'A customer answered the questionnaire on style; it outranks what agents observed.',
    Type.Object({ customerId: Uuid, ...appraisal }),
    { customerId, ...answered },
  ),
  StyleLinkGiven: event(
    'profile',
    'StyleLinkGiven',
    'The customer is to get a link to the questionnaire on style by a message. The link itself is made when it is sent.',
    Type.Object({ linkId: Uuid, customerId: Uuid, sendBy: oneOf(MESSAGE_CHANNELS), expiresAt: Instant }),
    { linkId: appraisalId, customerId, sendBy: 'email', expiresAt: '2026-03-16T09:00:00.000Z' },
  ),
  StaffStyleAppraised: event(
    'profile',
    'StaffStyleAppraised',
    'Somebody of the staff answered the questionnaire about themselves.',
    Type.Object({ staffId: StaffId, ...appraisal }),
    { staffId: 'agent-7', ...answered },
  ),
};
