import { Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { parkedOneQuery, type ParkedRow } from '../api/parked.ts';
import { humanise } from '../format/words.ts';
import { ParkedActions } from './parked-actions.tsx';
import { ParkedFacts } from './parked-facts.tsx';
import { Loaded, Rows } from './states.tsx';

function Inside({ row, name }: { row: ParkedRow; name: string | null | undefined }) {
  const query = useQuery(parkedOneQuery(row.service, row.id));
  return (
    <>
      {row.droppedAt === null && <ParkedActions row={{ ...row, behind: query.data?.behind ?? row.behind }} />}
      <Loaded query={query} skeleton={<Rows n={8} />}>
        {whole => <ParkedFacts whole={whole} name={name} />}
      </Loaded>
    </>
  );
}

interface Props {
  row: ParkedRow | null;
  /** Of the customer whom it is about, where it is about one. */
  name: string | null | undefined;
  onClose: () => void;
}

export function ParkedDrawer({ row, name, onClose }: Props) {
  const { t } = useTranslation();
  const title = row?.type ? humanise(row.type) : t('parked.noType');
  return (
    <Drawer
      opened={row !== null}
      onClose={onClose}
      position="right"
      size={520}
      title={row ? `${title} · ${t(`parked.service.${row.service}`)}` : ''}
      closeButtonProps={{ 'aria-label': t('parked.close') }}
    >
      {row && <Inside key={`${row.service}/${row.id}`} row={row} name={name} />}
    </Drawer>
  );
}
