import { Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session.ts';
import { opens } from '../format/rights.ts';
import { ComplaintsIcon, CustomersIcon, Mark, MeasuresIcon, ParkedIcon, WorkIcon } from './icons.tsx';
import classes from './shell.module.css';

export function Navigation() {
  const { t } = useTranslation();
  const { session } = useSession();
  const role = session?.role;
  return (
    <nav className={classes['nav']} aria-label={t('nav.label')}>
      <span className={classes['mark']}>
        <Mark />
      </span>
      <Tooltip label={t('nav.workLater')} position="right">
        <span className={`${classes['item']} ${classes['later']}`}>
          <WorkIcon />
          {t('nav.work')}
        </span>
      </Tooltip>
      {opens(role, 'customers') && (
        <Link to="/customers" className={classes['item']}>
          <CustomersIcon />
          {t('nav.customers')}
        </Link>
      )}
      {opens(role, 'complaints') && (
        <Link to="/complaints" className={classes['item']}>
          <ComplaintsIcon />
          {t('nav.complaints')}
        </Link>
      )}
      {opens(role, 'measures') && (
        <Link to="/measures" className={classes['item']}>
          <MeasuresIcon />
          {t('nav.measures')}
        </Link>
      )}
      {opens(role, 'parked') && (
        <Link to="/parked" className={`${classes['item']} ${classes['last']}`}>
          <ParkedIcon />
          {t('nav.parked')}
        </Link>
      )}
    </nav>
  );
}
