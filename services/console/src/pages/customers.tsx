import { Button, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customersQuery } from '../api/queries.ts';
import type { CustomerRow } from '../api/types.ts';
import { CustomerTable } from '../parts/customer-table.tsx';
import { Feed } from '../parts/feed.tsx';
import { Only } from '../parts/only.tsx';
import { Head } from '../parts/head.tsx';
import { SearchIcon } from '../parts/icons.tsx';
import { Empty, Loaded, Rows } from '../parts/states.tsx';
import classes from './customers.module.css';

function Nobody({ query, onClear }: { query: string; onClear: () => void }) {
  const { t } = useTranslation();
  if (!query) return <Empty>{t('customers.empty')}</Empty>;
  return (
    <Empty
      action={
        <Button variant="default" size="xs" onClick={onClear}>
          {t('customers.clear')}
        </Button>
      }
    >
      {t('customers.emptySearch', { query })}
    </Empty>
  );
}

function useSearchText() {
  const { q = '' } = useSearch({ from: '/customers' });
  const navigate = useNavigate();
  const [text, setText] = useState(q);
  const [asked, setAsked] = useState(q);
  // Somebody else changed the address: the search box above, or the back button.
  if (q !== asked) {
    setAsked(q);
    if (q !== text.trim()) setText(q);
  }
  const go = useDebouncedCallback(
    (next: string) => void navigate({ to: '/customers', search: next ? { q: next } : {}, replace: true }),
    250,
  );
  return {
    q,
    text,
    type: (next: string) => {
      setText(next);
      go(next.trim());
    },
  };
}

function Found() {
  const { t } = useTranslation();
  const { q, text, type } = useSearchText();
  const query = useInfiniteQuery(customersQuery(q));
  return (
    <>
      <Head title={t('customers.title')} />
      <div className={classes['columns']}>
        <div className={classes['list']}>
          <TextInput
            aria-label={t('customers.find')}
            placeholder={t('customers.find')}
            leftSection={<SearchIcon />}
            value={text}
            onChange={event => type(event.currentTarget.value)}
            maw={460}
            mb="sm"
            type="search"
          />
          <Loaded query={query} skeleton={<Rows n={12} height={28} />}>
            {data => {
              const rows: CustomerRow[] = data.pages.flatMap(page => page.items);
              if (rows.length === 0) return <Nobody query={q} onClear={() => type('')} />;
              return <CustomerTable rows={rows} query={query} />;
            }}
          </Loaded>
        </div>
        <Feed />
      </div>
    </>
  );
}

export function Customers() {
  return (
    <Only section="customers">
      <Found />
    </Only>
  );
}
