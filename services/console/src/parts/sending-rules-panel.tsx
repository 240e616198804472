import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSendingSwitch, type SendingRule } from '../api/delivery.ts';
import { useSession } from '../api/session.ts';
import { word } from '../format/words.ts';
import { ListPanel } from './listing.tsx';
import { Failed } from './states.tsx';

function Switch({ rule }: { rule: SendingRule }) {
  const { t } = useTranslation();
  const turn = useSendingSwitch(rule);
  return (
    <>
      <Button size="compact-xs" variant="default" loading={turn.isPending} onClick={() => turn.mutate()}>
        {t(rule.form.on ? 'delivery.turnOff' : 'delivery.turnOn')}
      </Button>
      {turn.isError && <Failed error={turn.error} />}
    </>
  );
}

/** What is sent by itself when something happens. */
export function SendingRulesPanel() {
  const { t } = useTranslation();
  const role = useSession().session?.role;
  const may = role === 'manager' || role === 'administrator';
  return (
    <ListPanel<SendingRule>
      title={t('delivery.rules')}
      scope="delivery"
      path="/api/interactions/v1/sending-rules"
      empty={t('delivery.rulesNone')}
      keyOf={row => row.code}
      columns={[
        { head: t('delivery.when'), cell: ({ form }) => t(`delivery.event.${form.event}`) },
        { head: t('delivery.template'), cell: ({ form }) => word(t, 'template', form.template) },
        {
          head: t('delivery.state'),
          cell: ({ form }) => (
            <span className={form.on ? 'good' : 'dim'}>{t(form.on ? 'surveys.on' : 'surveys.off')}</span>
          ),
        },
        ...(may ? [{ head: t('delivery.change'), cell: (rule: SendingRule) => <Switch rule={rule} /> }] : []),
      ]}
    />
  );
}
