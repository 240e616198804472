import { Checkbox, Select, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlanAct } from '../api/plan.ts';
import { DEAL_ROLES, type Person } from '../api/plan-types.ts';
import { errorAt } from '../api/problem.ts';
import { customersQuery } from '../api/queries.ts';
import { FormDialog } from './form-dialog.tsx';

interface Choice {
  value: string;
  label: string;
}

/** Individuals by name or identifier; the one that was picked stays among them. */
function useChoices(text: string, picked: Choice | null): Choice[] {
  const { t } = useTranslation();
  const [asked] = useDebouncedValue(text.trim(), 180);
  const found = useInfiniteQuery({ ...customersQuery(asked, 8), enabled: asked.length > 1 });
  const rows = found.data?.pages[0]?.items.filter(({ partyType }) => partyType === 'individual') ?? [];
  const choices = rows.map(({ customerId, name, identifiers = [] }) => ({
    value: customerId,
    label: [name ?? t('customer.unnamed'), identifiers[0]?.masked].filter(Boolean).join(' · '),
  }));
  const missing = picked && !choices.some(({ value }) => value === picked.value);
  return missing ? [picked, ...choices] : choices;
}

/** In which roles somebody speaks for an organisation: a person who is looked up, or one who is known to. */
export function PersonDialog({ id, known, onClose }: { id: string; known: Person | null; onClose: () => void }) {
  const { t } = useTranslation();
  const send = usePlanAct(id, onClose);
  const [picked, setPicked] = useState<Choice | null>(
    known && { value: known.personId, label: known.name ?? t('customer.unnamed') },
  );
  const [text, setText] = useState(picked?.label ?? '');
  const [roles, setRoles] = useState([...(known?.roles ?? [])]);
  const choices = useChoices(text, picked);
  function submit(): void {
    if (picked) send.mutate({ method: 'PUT', path: `customers/${id}/people/${picked.value}`, body: { roles } });
  }
  return (
    <FormDialog title={t('plan.addPerson')} send={send} fields={['roles']} onSubmit={submit} onClose={onClose}>
      <Select
        label={t('plan.person')}
        description={t('plan.personHint')}
        data={choices}
        value={picked?.value ?? null}
        onChange={value => setPicked(choices.find(each => each.value === value) ?? null)}
        searchable
        searchValue={text}
        onSearchChange={setText}
        filter={({ options }) => options}
        nothingFoundMessage={text.trim().length > 1 ? t('search.none', { query: text.trim() }) : t('search.start')}
        disabled={known !== null}
        required
        data-autofocus={known === null}
      />
      <Checkbox.Group
        label={t('plan.roles')}
        value={roles}
        onChange={setRoles}
        error={errorAt(send.error, 'roles')}
        required
      >
        <Stack gap={6} mt={6}>
          {DEAL_ROLES.map(value => (
            <Checkbox key={value} value={value} label={t(`dealRole.${value}`)} />
          ))}
        </Stack>
      </Checkbox.Group>
    </FormDialog>
  );
}
