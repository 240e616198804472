import { Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session.ts';
import { opens } from '../format/rights.ts';
import { Navigation } from './navigation.tsx';
import { SearchBox } from './search.tsx';
import { Settings } from './settings.tsx';
import classes from './shell.module.css';

export function Shell() {
  const { t } = useTranslation();
  const { session } = useSession();
  return (
    <div className={classes['shell']}>
      <a className="skip" href="#page">
        {t('app.skip')}
      </a>
      <Navigation />
      <header className={classes['head']}>
        {opens(session?.role, 'customers') && <SearchBox />}
        <div className={classes['who']}>
          {session && (
            <span className={classes['role']}>
              {session.name} · {t(`role.${session.role}`)}
            </span>
          )}
          <Settings />
        </div>
      </header>
      <main id="page" tabIndex={-1} className={classes['page']}>
        <Outlet />
      </main>
    </div>
  );
}
