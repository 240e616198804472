import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session.ts';
import { opens } from '../format/rights.ts';
import {
  CataloguesIcon,
  ComplaintsIcon,
  CustomersIcon,
  DeliveryIcon,
  DuplicatesIcon,
  ErasuresIcon,
  Mark,
  MeasuresIcon,
  ParkedIcon,
  StaffIcon,
  SurveysIcon,
  ValueIcon,
  WorkIcon,
} from './icons.tsx';
import classes from './shell.module.css';

const OTHERS = [
  { section: 'value', Icon: ValueIcon },
  { section: 'duplicates', Icon: DuplicatesIcon },
  { section: 'surveys', Icon: SurveysIcon },
  { section: 'delivery', Icon: DeliveryIcon },
  { section: 'catalogues', Icon: CataloguesIcon },
  { section: 'staff', Icon: StaffIcon },
  { section: 'erasures', Icon: ErasuresIcon },
] as const;

export function Navigation() {
  const { t } = useTranslation();
  const { session } = useSession();
  const role = session?.role;
  return (
    <nav className={classes['nav']} aria-label={t('nav.label')}>
      <span className={classes['mark']}>
        <Mark />
      </span>
      {opens(role, 'work') && (
        <Link to="/work" className={classes['item']}>
          <WorkIcon />
          {t('nav.work')}
        </Link>
      )}
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
      {OTHERS.filter(({ section }) => opens(role, section)).map(({ section, Icon }) => (
        <Link key={section} to={`/${section}`} className={classes['item']}>
          <Icon />
          {t(`nav.${section}`)}
        </Link>
      ))}
      {opens(role, 'parked') && (
        <Link to="/parked" className={`${classes['item']} ${classes['last']}`}>
          <ParkedIcon />
          {t('nav.parked')}
        </Link>
      )}
    </nav>
  );
}
