import { createSpotlight, Spotlight } from '@mantine/spotlight';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { customersQuery } from '../api/queries.ts';
import type { CustomerRow } from '../api/types.ts';
import { SearchIcon } from './icons.tsx';
import classes from './shell.module.css';
import { useProblemText } from './states.tsx';

const KEYS = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘ K' : 'Ctrl K';

function Found({ row, onOpen }: { row: CustomerRow; onOpen: () => void }) {
  const { t } = useTranslation();
  const reach = row.identifiers?.map(identifier => identifier.masked).join(' · ');
  return (
    <Spotlight.Action
      label={row.name ?? t('customer.unnamed')}
      description={[row.stage && t(`stage.${row.stage}`, row.stage), reach].filter(Boolean).join(' · ')}
      onClick={onOpen}
    />
  );
}

const [store, box] = createSpotlight();

function useFound(query: string) {
  const [asked] = useDebouncedValue(query.trim(), 180);
  const found = useInfiniteQuery({ ...customersQuery(asked, 8), enabled: asked.length > 1 });
  return { asked, found };
}

function Results({ query }: { query: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { asked, found } = useFound(query);
  const problemText = useProblemText();
  const rows = found.data?.pages[0]?.items ?? [];
  if (asked.length < 2) return <Spotlight.Empty>{t('search.start')}</Spotlight.Empty>;
  if (found.isError) return <Spotlight.Empty>{problemText(found.error)}</Spotlight.Empty>;
  if (found.isPending) return <Spotlight.Empty>{t('state.loading')}…</Spotlight.Empty>;
  if (rows.length === 0) return <Spotlight.Empty>{t('search.none', { query: asked })}</Spotlight.Empty>;
  return (
    <Spotlight.ActionsList>
      {rows.map(row => (
        <Found
          key={row.customerId}
          row={row}
          onOpen={() => void navigate({ to: '/customers/$id', params: { id: row.customerId } })}
        />
      ))}
      <Spotlight.Action
        label={t('search.all')}
        onClick={() => void navigate({ to: '/customers', search: { q: asked } })}
      />
    </Spotlight.ActionsList>
  );
}

export function SearchBox() {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const { asked, found } = useFound(query);
  const navigate = useNavigate();

  /** Enter without a choice takes the first; faster than the answer, it goes to the list. */
  function takeFirst(event: KeyboardEvent) {
    const typed = query.trim();
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || store.getState().selected >= 0 || typed === '')
      return;
    const first = asked === typed && !found.isPlaceholderData ? found.data?.pages[0]?.items[0] : undefined;
    box.close();
    if (first) void navigate({ to: '/customers/$id', params: { id: first.customerId } });
    else void navigate({ to: '/customers', search: { q: typed } });
  }

  return (
    <>
      <button type="button" className={classes['search']} onClick={box.open}>
        <SearchIcon />
        {t('search.open')}
        <kbd>{KEYS}</kbd>
      </button>
      <Spotlight.Root
        store={store}
        query={query}
        onQueryChange={setQuery}
        shortcut={['mod + K']}
        scrollable
        maxHeight={480}
        overlayProps={{ blur: 0, backgroundOpacity: 0.35 }}
      >
        <Spotlight.Search
          aria-label={t('search.open')}
          placeholder={t('search.placeholder')}
          leftSection={<SearchIcon />}
          onKeyDown={takeFirst}
        />
        <Results query={query} />
      </Spotlight.Root>
    </>
  );
}
