import { DomainError } from '@rapport/decider';
import type { EpisodeRules } from './episode-rules.ts';
import type { PauseEpisode, ResumeEpisode } from './matter.commands.ts';
import { toldEpisodes, type Matter, type MatterEvent, type ToldEpisode } from './matter.ts';
import { toldOf } from './told-of.ts';

const MOST = 100;

/** What is told where an episode begins to wait for the customer, or runs on. */
export function turned(
  rules: readonly EpisodeRules[],
  command: PauseEpisode | ResumeEpisode,
  matter: Matter,
): (MatterEvent & { readonly at: string })[] {
  if (matter.matterId === null) throw new DomainError('episode-unknown', 'Nothing is known of it.');
  const { type, at } = command;
  const turn = type === 'PauseEpisode' ? ('pause' as const) : ('resume' as const);
  if (matter.turns.some(one => one.turn === turn && one.at === at)) return [];
  if (matter.turns.length >= MOST) throw new DomainError('episode-paused', `It was paused ${MOST / 2} times.`);
  const before = toldEpisodes(matter, rules);
  const after = toldEpisodes({ ...matter, turns: [...matter.turns, { turn, at }] }, rules);
  const reason = type === 'PauseEpisode' ? command.reason : undefined;
  const events = toldOf(before, after, { turn: { turn, at, ...(reason !== undefined && { reason }) } });
  if (events.length === 0)
    refuse(
      turn,
      before.some(episode => isOpen(episode, at)),
    );
  return events;
}

const isOpen = ({ openedAt, closedAt }: ToldEpisode, at: string): boolean =>
  openedAt <= at && (closedAt === undefined || at < closedAt);

function refuse(turn: 'pause' | 'resume', open: boolean): never {
  if (!open) throw new DomainError('episode-closed', 'No episode of this matter was open at that time.');
  throw turn === 'pause'
    ? new DomainError('episode-paused', 'It waited for the customer at that time already.')
    : new DomainError('episode-not-paused', 'It did not wait for the customer at that time.');
}
