import { Button, NativeSelect, Stack } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { catalogueQuery } from '../api/catalogues.ts';
import { request } from '../api/client.ts';
import type { Texts } from '../api/types.ts';
import { useAct } from '../api/use-act.ts';
import { textIn } from '../format/texts.ts';
import { word } from '../format/words.ts';
import { Panel } from './head.tsx';
import { Failed } from './states.tsx';

/** By aspect: the list of the catalogue that has its codes. Purposes need what they are about, and are noted elsewhere. */
const LISTS = {
  motive: 'motives',
  supplyNeed: 'supplyNeeds',
  serviceNeed: 'serviceNeeds',
  orientation: 'orientations',
};

interface Choice {
  value: string;
  text: Texts;
}

function choicesIn(content: unknown): Choice[] {
  const lists: Record<string, { code: string; text: Texts }[]> = Object.assign({}, content);
  return Object.entries(LISTS).flatMap(([aspect, list]) =>
    (lists[list] ?? []).map(({ code, text }) => ({ value: `${aspect}/${code}`, text })),
  );
}

/** Notes what the customer wants, as it was said or concluded. */
export function NoteNeed({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const choices = choicesIn(useQuery(catalogueQuery('needs')).data?.content);
  const [picked, setPicked] = useState('');
  const [saidBy, setSaidBy] = useState('customer');
  const [aspect, code] = (picked || (choices[0]?.value ?? '')).split('/');
  const note = useAct({
    send: (body: object, idempotencyKey) =>
      request(`/api/profile/v1/customers/${id}/needs`, { method: 'POST', body, idempotencyKey }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['view', id] }),
  });
  return (
    <Panel title={t('needs.note')}>
      <Stack gap="xs">
        <NativeSelect
          size="xs"
          label={t('needs.what')}
          value={picked}
          onChange={event => setPicked(event.currentTarget.value)}
          data={choices.map(({ value, text }) => ({
            value,
            label: `${word(t, 'needAspect', value.split('/')[0])}: ${textIn(text, i18n.language)}`,
          }))}
        />
        <NativeSelect
          size="xs"
          label={t('needs.saidBy')}
          value={saidBy}
          onChange={event => setSaidBy(event.currentTarget.value)}
          data={['customer', 'contactPerson', 'agent'].map(value => ({ value, label: word(t, 'needAspect', value) }))}
        />
        {note.isError && <Failed error={note.error} />}
        <Button
          size="xs"
          variant="default"
          loading={note.isPending}
          onClick={() => note.mutate({ aspect, code, saidBy })}
        >
          {t('needs.do')}
        </Button>
      </Stack>
    </Panel>
  );
}
