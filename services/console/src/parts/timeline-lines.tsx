import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineItem } from '../api/types.ts';
import { describe, toneOf } from '../format/events.ts';
import { dateTime, moment } from '../format/time.ts';
import { word } from '../format/words.ts';
import classes from './timeline.module.css';

function Line({ item, fresh }: { item: TimelineItem; fresh: boolean }) {
  const { t, i18n } = useTranslation();
  const channel = item.summary?.['channel'];
  const source = item.kind === 'contact' && typeof channel === 'string' ? word(t, 'channel', channel) : '';
  return (
    <li className={fresh ? 'changed' : ''}>
      <time dateTime={item.occurredAt} title={dateTime(item.occurredAt, i18n.language)}>
        {moment(item.occurredAt, i18n.language)}
      </time>
      <span className={classes['kind']} data-kind={item.kind}>
        {source || word(t, 'kindOne', item.kind)}
      </span>
      <span className={toneOf(item)}>{describe(item, t, i18n.language)}</span>
    </li>
  );
}

/** Ids newer than the newest at first sight arrived while someone was looking. */
function useArrivals(items: readonly TimelineItem[], wanted: boolean): (item: TimelineItem) => boolean {
  const [known] = useState(() => ({
    ids: new Set(items.map(item => item.eventId)),
    newest: items[0]?.occurredAt ?? '',
  }));
  return item => wanted && !known.ids.has(item.eventId) && item.occurredAt >= known.newest;
}

export function TimelineLines({ items, marksNew = false }: { items: readonly TimelineItem[]; marksNew?: boolean }) {
  const isNew = useArrivals(items, marksNew);
  return (
    <ol className={classes['lines']}>
      {items.map(item => (
        <Line key={item.eventId} item={item} fresh={isNew(item)} />
      ))}
    </ol>
  );
}
