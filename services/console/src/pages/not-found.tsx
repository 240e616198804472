import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '../parts/states.tsx';
import { Head } from '../parts/head.tsx';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <>
      <Head title={t('state.notFound')} />
      <Empty
        action={
          <Link className="plainlink" to="/">
            {t('nav.customers')}
          </Link>
        }
      >
        {t('state.notFoundDo')}
      </Empty>
    </>
  );
}
