import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lesson } from '../api/plan-types.ts';
import { word } from '../format/words.ts';
import { LessonDialog } from './lesson-dialog.tsx';
import { ListPanel } from './listing.tsx';
import { Moment } from './moment.tsx';

/** How business went, and what was learnt from it. */
export function PlanLessons({ id }: { id: string }) {
  const { t } = useTranslation();
  const [logging, setLogging] = useState(false);
  const columns = [
    { head: t('plan.when'), cell: ({ loggedAt }: Lesson) => <Moment at={loggedAt} /> },
    { head: t('plan.lesson'), cell: ({ text, kind }: Lesson) => text ?? word(t, 'lessonKind', kind) },
    { head: t('plan.who'), wideOnly: true, cell: ({ loggedBy }: Lesson) => loggedBy },
  ];
  return (
    <>
      <ListPanel<Lesson>
        title={t('plan.lessons')}
        scope={id}
        path={`/api/profile/v1/customers/${id}/lessons`}
        empty={t('plan.lessonsNone')}
        keyOf={one => one.lessonId}
        columns={columns}
        aside={
          <Button size="xs" variant="default" onClick={() => setLogging(true)}>
            {t('plan.log')}
          </Button>
        }
      />
      {logging && <LessonDialog id={id} onClose={() => setLogging(false)} />}
    </>
  );
}
