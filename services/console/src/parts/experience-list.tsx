import { useTranslation } from 'react-i18next';
import type { CustomerSatisfaction, Experience } from '../api/types.ts';
import { decimal, signed } from '../format/figures.ts';
import { moment } from '../format/time.ts';
import { experienceName } from '../format/experience.ts';
import classes from './figure-drawer.module.css';
import { Empty } from './states.tsx';

function Line({ experience }: { experience: Experience }) {
  const { t, i18n } = useTranslation();
  const { score, weight } = experience;
  const tone = score <= -0.25 ? 'bad' : score >= 0.25 ? 'good' : '';
  return (
    <tr>
      <td className="nowrap">{moment(experience.occurredAt, i18n.language)}</td>
      <td>
        {experienceName(experience, t)}
        {experience.repaired && score < 0 && <span className="good"> · {t('figure.repaired')}</span>}
      </td>
      <td className={tone}>{signed(score, i18n.language, 2)}</td>
      <td>{decimal(weight, i18n.language, 2)}</td>
    </tr>
  );
}

export function ExperienceList({ data }: { data: CustomerSatisfaction }) {
  const { t } = useTranslation();
  const experiences = data.experiences ?? [];
  if (experiences.length === 0) return <Empty>{t('customer.notEnoughWhy')}</Empty>;
  return (
    <>
      <h3>
        {t('figure.experiences')} ({t('figure.n', { n: data.n ?? experiences.length })})
      </h3>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th>{t('figure.when')}</th>
            <th>{t('figure.what')}</th>
            <th>{t('figure.score')}</th>
            <th>{t('figure.weight')}</th>
          </tr>
        </thead>
        <tbody>
          {experiences.map(experience => (
            <Line key={experience.eventId} experience={experience} />
          ))}
        </tbody>
      </table>
    </>
  );
}
