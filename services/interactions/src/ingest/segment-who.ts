import { isRecord } from './message-body.ts';
import type { ShownIdentifier, Who } from './reading.ts';

type Message = Readonly<Record<string, unknown>>;

/** A text or number that may stand for something: trimmed, of at most 320 characters. */
export function shortText(value: unknown): string | undefined {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  if (typeof text !== 'string') return undefined;
  const trimmed = text.trim();
  return trimmed === '' || trimmed.length > 320 ? undefined : trimmed;
}

const shown = (type: ShownIdentifier['type'], value: unknown, verified: boolean): ShownIdentifier[] => {
  const text = shortText(value);
  return text === undefined ? [] : [{ type, value: text, verified }];
};

/**
 * Whom a message is about. The sender vouches for its `userId` and for the `anonymousId` that it gave to a device; what
 * people typed, their e-mail address and phone number, nobody has verified.
 */
export function whoOf(message: Message, tellsTraits: boolean): Who {
  const traits = tellsTraits ? traitsOf(message) : {};
  return {
    identifiers: [
      ...shown('externalId', message['userId'], true),
      ...shown('deviceId', message['anonymousId'], true),
      ...shown('email', traits['email'], false),
      ...shown('phone', traits['phone'], false),
    ],
    ...nameOf(traits),
    ...languageOf(traits['locale'] ?? contextOf(message)['locale'], tellsTraits),
  };
}

/** Two ids of one person, of which `previousId` may have been a user's or a device's. */
export function whoIsAliased(message: Message): Who {
  const now = shown('externalId', message['userId'], true);
  const before = [
    ...shown('externalId', message['previousId'], true),
    ...shown('deviceId', message['previousId'], true),
  ];
  return { identifiers: now.length === 0 || before.length === 0 ? [] : [...now, ...before] };
}

/** The enterprise that a group stands for. Its ids are kept apart from those of people. */
export function whoIsGroup(message: Message): Who | undefined {
  const id = shortText(message['groupId']);
  if (id === undefined) return undefined;
  const { traits } = message;
  return {
    identifiers: [{ type: 'externalId', value: `group:${id}`.slice(0, 320), verified: true }],
    partyType: 'enterprise',
    ...nameOf(isRecord(traits) ? traits : {}),
  };
}

const contextOf = ({ context }: Message): Message => (isRecord(context) ? context : {});

function traitsOf(message: Message): Message {
  const [own, inContext] = [message['traits'], contextOf(message)['traits']];
  return { ...(isRecord(inContext) && inContext), ...(isRecord(own) && own) };
}

function nameOf(traits: Message): Pick<Who, 'name'> {
  const parts = [shortText(traits['firstName']), shortText(traits['lastName'])].filter(part => part !== undefined);
  const name = (shortText(traits['name']) ?? parts.join(' ')).slice(0, 200);
  return name === '' ? {} : { name };
}

const LANGUAGE = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}$/;

function languageOf(locale: unknown, told: boolean): Pick<Who, 'preferredLanguage'> {
  const tag = shortText(locale)?.replaceAll('_', '-');
  return told && tag !== undefined && LANGUAGE.test(tag) ? { preferredLanguage: tag } : {};
}
