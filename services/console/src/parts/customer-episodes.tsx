import { useTranslation } from 'react-i18next';
import type { CustomerView, OpenEpisode } from '../api/types.ts';
import { word } from '../format/words.ts';
import classes from './customer-open.module.css';
import { Panel } from './head.tsx';
import { Why } from './why.tsx';

function Episode({ episode }: { episode: OpenEpisode }) {
  const { t } = useTranslation();
  const marks = [
    episode.again && t('customer.episodeAgain'),
    episode.handedOverAt !== null && t('customer.episodeWaits'),
  ].filter(mark => mark !== false);
  return (
    <li className={classes['case']}>
      <div className={classes['line']}>
        <span>{word(t, 'contactType', episode.type)}</span>
        <span className="dim">
          <Why figure="openEpisodes" label={t('customer.episodes')}>
            {t('customer.episodeContacts', { count: episode.contacts })}
          </Why>
        </span>
      </div>
      {marks.length > 0 && <small className="dim">{marks.join(' · ')}</small>}
    </li>
  );
}

/** What the customer came with and is not done; nothing where there is nothing. */
export function CustomerEpisodes({ view }: { view: CustomerView }) {
  const { t } = useTranslation();
  const open = view.episodes?.open ?? [];
  if (open.length === 0) return null;
  return (
    <Panel title={t('customer.episodes')}>
      <ul className={classes['cases']}>
        {open.map(episode => (
          <Episode key={episode.episodeId} episode={episode} />
        ))}
      </ul>
    </Panel>
  );
}
