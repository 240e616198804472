import type { Contact } from './episode.ts';
import type { Matter, MatterEvent, ToldEpisode } from './matter.ts';
import { matter } from './matter.decider.ts';
import type { AttachContact, DetachContact, MatterCommand } from './matter.commands.ts';

export const ada = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
export const matterId = '0190a3c5-0000-7000-8000-000000000010';

/** The id of the nth contact. */
export const nth = (n: number): string => `0190a3c5-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

/** March 2026, day and time: `at(2, '09:30')`. */
export const at = (day: number, time = '09:00'): string => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return new Date(Date.UTC(2026, 2, day, hours, minutes)).toISOString();
};

export const contact = (n: number, when: string, more: Partial<Contact> = {}): Contact => ({
  interactionId: nth(n),
  at: when,
  direction: 'inbound',
  type: 'support',
  handOvers: 0,
  ...more,
});

export const attach = (one: Contact): AttachContact => ({
  type: 'AttachContact',
  matterId,
  customerId: ada,
  contact: one,
});

export const detach = ({ interactionId, at }: Contact): DetachContact => ({
  type: 'DetachContact',
  interactionId,
  at,
});

/** What is known after commands, as the runtime carries them out: time passes before what occurred later. */
export function after(commands: readonly MatterCommand[], from: Matter = matter.initial): Told {
  let state = from;
  const events: MatterEvent[] = [];
  const run = (command: MatterCommand): void => {
    for (const event of matter.decide(command, state).events) {
      state = matter.evolve(state, event);
      events.push(event);
    }
  };
  for (const command of commands) {
    const now = timeOf(command);
    const due = matter.nextDue?.(state) ?? null;
    if (due !== null && due <= now && command.type !== 'PassTime') run({ type: 'PassTime', now });
    run(command);
  }
  return { state, events };
}

export interface Told {
  readonly state: Matter;
  readonly events: readonly MatterEvent[];
}

function timeOf(command: MatterCommand): string {
  if (command.type === 'PassTime') return command.now;
  return command.type === 'AttachContact' ? command.contact.at : command.at;
}

/** What a reader that keeps the last word on each episode holds. */
export function lastWords(events: readonly MatterEvent[]): ToldEpisode[] {
  const words = new Map<string, ToldEpisode>();
  for (const { type, data } of events) {
    if (type === 'EpisodeDissolved') {
      words.delete(data.episodeId);
      continue;
    }
    const nothing = { contact: undefined, closing: undefined, removed: undefined, pause: undefined, resume: undefined };
    const {
      contact: _contact,
      closing: _closing,
      removed: _removed,
      pause: _pause,
      resume: _resume,
      ...episode
    } = { ...nothing, ...data };
    words.set(episode.episodeId, episode);
  }
  return [...words.values()].sort((a, b) => a.number - b.number);
}
