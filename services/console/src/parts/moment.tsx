import { useTranslation } from 'react-i18next';
import { dateTime, moment } from '../format/time.ts';

/** A time as short as a column wants it, whole on hovering; a dash where there is none. */
export function Moment({ at }: { at: string | null | undefined }) {
  const { i18n } = useTranslation();
  if (!at) return <span className="dim">–</span>;
  return (
    <time className="nowrap" dateTime={at} title={dateTime(at, i18n.language)}>
      {moment(at, i18n.language)}
    </time>
  );
}
