import { Group, NativeSelect } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageRow } from '../api/delivery.ts';
import { listQuery } from '../api/lists.ts';
import { namesQuery } from '../api/queries.ts';
import { word } from '../format/words.ts';
import { CustomerLink } from './customer-link.tsx';
import { Panel } from './head.tsx';
import { Listing } from './listing.tsx';
import { Moment } from './moment.tsx';
import { More } from './more.tsx';
import { Empty, Loaded, Rows } from './states.tsx';

const STATUSES = ['', 'due', 'waiting', 'sent', 'delivered', 'opened', 'suppressed', 'failed', 'bounced'];
const CHANNELS = ['', 'email', 'sms', 'letter', 'push'];
const TONES: Record<string, string> = {
  sent: 'good',
  delivered: 'good',
  opened: 'good',
  failed: 'bad',
  bounced: 'bad',
};
const PATH = '/api/interactions/v1/messages';

function Filter({
  label,
  all,
  value,
  onChange,
}: {
  label: string;
  all: { value: string; label: string }[];
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <NativeSelect
      size="xs"
      aria-label={label}
      data={all}
      value={value}
      onChange={event => onChange(event.currentTarget.value)}
    />
  );
}

/** What is sent to customers, and what became of it; of one alone where it is named. */
export function MessagesPanel({ customer }: { customer: string | undefined }) {
  const { t } = useTranslation();
  const [status, setStatus] = useState('');
  const [channel, setChannel] = useState('');
  const asked = { ...(customer && { customer }), ...(status && { status }), ...(channel && { channel }) };
  const query = useInfiniteQuery(listQuery<MessageRow>('delivery', PATH, asked));
  const rows = (query.data?.pages ?? []).flatMap(page => page.items);
  const names = useQuery(namesQuery(rows.map(row => row.customerId))).data ?? {};
  const filters = (
    <Group gap={6}>
      <Filter
        label={t('delivery.state')}
        value={status}
        onChange={setStatus}
        all={STATUSES.map(value => ({ value, label: t(`delivery.status.${value || 'any'}`) }))}
      />
      <Filter
        label={t('delivery.channel')}
        value={channel}
        onChange={setChannel}
        all={CHANNELS.map(value => ({ value, label: value ? word(t, 'channel', value) : t('delivery.anyChannel') }))}
      />
    </Group>
  );
  return (
    <Panel title={t('delivery.messages')} aside={filters}>
      <Loaded query={query} skeleton={<Rows n={6} />}>
        {() =>
          rows.length === 0 ? (
            <Empty>{t('delivery.none')}</Empty>
          ) : (
            <Listing
              label={t('delivery.messages')}
              rows={rows}
              keyOf={row => row.messageId}
              columns={[
                {
                  head: t('delivery.to'),
                  cell: ({ customerId: id }) => <CustomerLink id={id} name={names[id]} />,
                },
                {
                  head: t('delivery.what'),
                  cell: ({ facts, purpose }) => word(t, 'template', facts.template?.code ?? purpose),
                },
                { head: t('delivery.channel'), wideOnly: true, cell: row => word(t, 'channel', row.channel) },
                { head: t('delivery.state'), cell: row => <State row={row} /> },
                { head: t('delivery.since'), wideOnly: true, cell: row => <Moment at={row.changedAt} /> },
              ]}
            />
          )
        }
      </Loaded>
      <More query={query} />
    </Panel>
  );
}

function State({ row: { status, facts } }: { row: MessageRow }) {
  const { t } = useTranslation();
  const why = facts.because ? word(t, 'delivery.because', facts.because) : facts.code;
  return (
    <span className={TONES[status] ?? 'dim'}>
      {t(`delivery.status.${status}`)}
      {why && ` · ${why}`}
    </span>
  );
}
