import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { requestText } from '../api/client.ts';
import { save } from '../format/save.ts';
import { Panel } from './head.tsx';
import { Failed } from './states.tsx';

const PERIODS = ['month', 'quarter', 'year'] as const;

/** The report that the customer is given, as a page to print: of the last period that is over. */
export function ReportLinks({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language.startsWith('zh') ? 'zh' : 'en';
  const report = useMutation({
    mutationFn: async (period: (typeof PERIODS)[number]) => {
      const path = `/api/interactions/v1/customers/${id}/report.html?period=${period}&language=${language}`;
      save(`report-${period}.html`, await requestText(path), 'text/html');
    },
  });
  return (
    <Panel title={t('report.title')}>
      <p>{t('report.about')}</p>
      <Group gap="xs">
        {PERIODS.map(period => (
          <Button
            key={period}
            size="xs"
            variant="default"
            loading={report.isPending && report.variables === period}
            onClick={() => report.mutate(period)}
          >
            {t(`report.${period}`)}
          </Button>
        ))}
      </Group>
      {report.isError && <Failed error={report.error} />}
    </Panel>
  );
}
