import { Button } from '@mantine/core';
import { useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LiveUpdate } from '../api/live.ts';
import type { CustomerRow, CustomerView, Page } from '../api/types.ts';
import { useLive } from '../api/use-live.ts';
import { describe } from '../format/events.ts';
import { newest, type Happening } from '../format/happening.ts';
import { patched } from '../format/patched.ts';
import { clockTime } from '../format/time.ts';
import { word, type Translate } from '../format/words.ts';
import classes from './feed.module.css';
import { Panel } from './head.tsx';
import { LiveDot } from './live-dot.tsx';
import { Empty } from './states.tsx';

const SHOWN = 14;

interface Line {
  key: string;
  customerId: string;
  name: string | null;
  seenAt: string;
  happening: Happening;
  view: CustomerView;
}

function lineOf(update: LiveUpdate): Line | null {
  if (!update.view) return null;
  const { customerId, view } = update;
  return {
    key: `${customerId}:${update.version ?? Date.now()}`,
    customerId,
    name: view.name ?? null,
    seenAt: new Date().toISOString(),
    happening: newest(view),
    view,
  };
}

export function tell(what: Happening, t: Translate): string {
  if (what.kind === 'contact') {
    return [word(t, 'contactType', what.type), word(t, 'channel', what.channel)].filter(Boolean).join(', ');
  }
  if (what.kind === 'complaint') return t('event.ComplaintOpened', { cause: word(t, 'cause', what.cause) });
  if (what.kind === 'feedback' && what.survey) {
    return describe({ type: 'FeedbackGiven', summary: { survey: what.survey, score: what.score } }, t, '');
  }
  return t(`kindOne.${what.kind}`);
}

type Listed = InfiniteData<Page<CustomerRow>, string | undefined>;

function usePatchRows(): (lines: readonly Line[]) => void {
  const queries = useQueryClient();
  return useCallback(
    lines => {
      // The newest comes first here, and the last one wins in a map.
      const views = new Map(lines.toReversed().map(line => [line.customerId, line.view]));
      queries.setQueriesData<Listed>({ queryKey: ['customers'] }, list =>
        list ? { ...list, pages: patched(list.pages, views) } : list,
      );
    },
    [queries],
  );
}

/** Lines are gathered for a second: a burst of hundreds must not redraw the page hundreds of times. */
function useLines() {
  const waiting = useRef<Line[]>([]);
  const [lines, setLines] = useState<Line[]>([]);
  const [held, setHeld] = useState(0);
  const [paused, setPaused] = useState(false);
  const patchRows = usePatchRows();
  const live = useLive({
    onUpdate: update => {
      const line = lineOf(update);
      if (line) waiting.current = [line, ...waiting.current].slice(0, 500);
    },
  });
  useEffect(() => {
    const timer = setInterval(() => {
      const fresh = waiting.current;
      if (paused) return setHeld(fresh.length);
      if (fresh.length === 0) return;
      waiting.current = [];
      patchRows(fresh);
      setHeld(0);
      setLines(before => {
        const seen = new Set<string>();
        return [...fresh, ...before].filter(l => !seen.has(l.customerId) && seen.add(l.customerId)).slice(0, SHOWN);
      });
    }, 1000);
    return () => clearInterval(timer);
  }, [paused, patchRows]);
  return { lines, live, held, paused, toggle: () => setPaused(before => !before) };
}

export function Feed() {
  const { t, i18n } = useTranslation();
  const { lines, live, held, paused, toggle } = useLines();
  const aside = (
    <span className={classes['aside']}>
      <LiveDot line={live} />
      {lines.length > 0 && (
        <Button size="compact-xs" variant="subtle" onClick={toggle} aria-pressed={paused}>
          {t(paused ? 'live.resume' : 'live.pause')}
        </Button>
      )}
    </span>
  );
  return (
    <Panel title={t('live.now')} aside={aside}>
      {paused && held > 0 && <div className={classes['held']}>{t('live.waiting', { count: held })}</div>}
      {lines.length === 0 && <Empty>{t('live.empty')}</Empty>}
      <ol className={classes['lines']}>
        {lines.map(line => (
          <li key={line.key} className={paused ? '' : 'changed'}>
            <time dateTime={line.seenAt}>{clockTime(line.seenAt, i18n.language)}</time>
            <Link to="/customers/$id" params={{ id: line.customerId }}>
              {line.name ?? t('customer.unnamed')}
            </Link>
            <span className={line.happening.kind === 'complaint' ? 'bad' : 'dim'}>{tell(line.happening, t)}</span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
