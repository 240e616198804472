import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listQuery } from '../api/lists.ts';
import type { Suggestion } from '../api/privacy-types.ts';
import { Head } from '../parts/head.tsx';
import { More } from '../parts/more.tsx';
import { Only } from '../parts/only.tsx';
import { Empty, Loaded, Rows } from '../parts/states.tsx';
import { TwoOfOne } from '../parts/two-of-one.tsx';

function Listed() {
  const { t } = useTranslation();
  const query = useInfiniteQuery(listQuery<Suggestion>('duplicates', '/api/profile/v1/duplicates'));
  return (
    <>
      <Head title={t('duplicates.title')} />
      <p className="dim">{t('duplicates.about')}</p>
      <Loaded query={query} skeleton={<Rows n={6} height={60} />}>
        {data => {
          const items = data.pages.flatMap(page => page.items);
          if (items.length === 0) return <Empty>{t('duplicates.empty')}</Empty>;
          return items.map(each => <TwoOfOne key={each.suggestionId} suggestion={each} />);
        }}
      </Loaded>
      <More query={query} />
    </>
  );
}

/** Customers who may be one: a person looks, and accepts or dismisses. */
export function Duplicates() {
  return (
    <Only section="duplicates">
      <Listed />
    </Only>
  );
}
