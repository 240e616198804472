import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { catalogueQuery } from '../api/catalogues.ts';
import { usePlanAct } from '../api/plan.ts';
import type { Opportunity } from '../api/plan-types.ts';
import { amountIn, written } from '../format/minor.ts';
import { word } from '../format/words.ts';
import { FormDialog } from './form-dialog.tsx';

const NO_STAGES: { stages: { code: string; probability: number }[] } = { stages: [] };

/** An opportunity that is raised, or as it stands from now on. The stage says how likely it is until somebody says otherwise. */
export function OpportunityDialog({
  id,
  known,
  onClose,
}: {
  id: string;
  known: Opportunity | null;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const send = usePlanAct(id, onClose);
  const content = useQuery(catalogueQuery('opportunity')).data?.content;
  const { stages } = Object.assign({ ...NO_STAGES }, content);
  const [title, setTitle] = useState(known?.title ?? '');
  const [picked, setStage] = useState(known?.stage ?? '');
  const [likely, setLikely] = useState<string | number>(known?.probability ?? '');
  const [amount, setAmount] = useState(known?.amount ? written(known.amount) : '');
  const [currency, setCurrency] = useState(known?.amount?.currency ?? 'EUR');
  const [closeOn, setCloseOn] = useState(known?.closeOn ?? '');
  const [wrong, setWrong] = useState(false);
  const stage = picked || (stages[0]?.code ?? '');
  function submit(): void {
    const worth = amountIn(amount, currency);
    setWrong(amount.trim() !== '' && worth === undefined);
    if (amount.trim() !== '' && worth === undefined) return;
    const body = {
      ...(title.trim() !== '' && { title: title.trim() }),
      ...(stage !== '' && { stage }),
      ...(typeof likely === 'number' && { probability: likely }),
      ...(worth && { amount: worth }),
      ...(closeOn !== '' && { closeOn }),
    };
    if (known) send.mutate({ method: 'PATCH', path: `opportunities/${known.opportunityId}`, body });
    else send.mutate({ method: 'POST', path: `customers/${id}/opportunities`, body });
  }
  const pick = (code: string): void => {
    setStage(code);
    setLikely('');
  };
  return (
    <FormDialog
      title={known ? t('plan.moveOn', { what: known.title ?? t('plan.untitled') }) : t('plan.raise')}
      send={send}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label={t('plan.opportunity')}
        description={t('plan.wordsHint')}
        value={title}
        onChange={event => setTitle(event.currentTarget.value)}
        maxLength={200}
        required
        data-autofocus
      />
      <NativeSelect
        label={t('plan.stage')}
        value={stage}
        onChange={event => pick(event.currentTarget.value)}
        data={stages.map(({ code }) => ({ value: code, label: word(t, 'opportunityStage', code) }))}
      />
      <NumberInput
        label={t('plan.percent')}
        description={t('plan.percentHint')}
        value={likely}
        onChange={setLikely}
        min={0}
        max={100}
        allowDecimal={false}
        clampBehavior="strict"
      />
      <TextInput
        label={t('plan.amount')}
        value={amount}
        inputMode="decimal"
        error={wrong ? t('plan.amountWrong') : undefined}
        onChange={event => setAmount(event.currentTarget.value)}
      />
      <TextInput
        label={t('plan.currency')}
        value={currency}
        maxLength={3}
        onChange={event => setCurrency(event.currentTarget.value.toUpperCase())}
      />
      <TextInput
        type="date"
        label={t('plan.closeBy')}
        value={closeOn}
        onChange={event => setCloseOn(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
