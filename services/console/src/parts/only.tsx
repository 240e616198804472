import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session.ts';
import { OPEN_TO, opens, type Section } from '../format/rights.ts';
import { Head } from './head.tsx';
import { Empty } from './states.tsx';

/** Says once whose page it is, instead of letting every part of it be refused. */
export function Only({ section, children }: { section: Section; children: ReactNode }) {
  const { t, i18n } = useTranslation();
  const role = useSession().session?.role;
  if (!role || opens(role, section)) return children;
  const others = OPEN_TO[section].map(each => t(`role.${each}`));
  const roles = new Intl.ListFormat(i18n.language, { type: 'disjunction' }).format(others);
  return (
    <>
      <Head title={t(`nav.${section}`)} />
      <Empty>{t('state.noRight', { role: t(`role.${role}`), roles })}</Empty>
    </>
  );
}
