import versions from './episode-rules.json' with { type: 'json' };
import { matterUnder } from './matter.decide.ts';
import { toldEpisodes, type Matter, type ToldEpisode } from './matter.ts';

export const matter = matterUnder(versions);

/** The episodes of a matter by the rules that ship. */
export const episodesIn = (state: Matter): ToldEpisode[] => toldEpisodes(state, versions);
