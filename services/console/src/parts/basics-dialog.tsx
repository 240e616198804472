import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlanAct } from '../api/plan.ts';
import type { AccountPlan } from '../api/plan-types.ts';
import { errorAt } from '../api/problem.ts';
import type { Money } from '../api/types.ts';
import { amountIn, written } from '../format/minor.ts';
import { monthNames } from '../format/time.ts';
import { FormDialog } from './form-dialog.tsx';

const FIELDS = ['industry', 'country', 'employees', 'sites', 'revenue', 'yearBegins'] as const;

interface Known {
  industry?: string;
  country?: string;
  employees?: number;
  sites?: number;
  revenue?: Money;
  yearBegins?: number;
}

/** What is to be known of an organisation, all at once: what is left empty is known no longer. */
export function BasicsDialog({
  id,
  basics,
  onClose,
}: {
  id: string;
  basics: AccountPlan['basics'];
  onClose: () => void;
}) {
  const { t, i18n } = useTranslation();
  const send = usePlanAct(id, onClose);
  const known: Known = { ...basics };
  const [industry, setIndustry] = useState(known.industry ?? '');
  const [country, setCountry] = useState(known.country ?? '');
  const [employees, setEmployees] = useState<string | number>(known.employees ?? '');
  const [sites, setSites] = useState<string | number>(known.sites ?? '');
  const [amount, setAmount] = useState(known.revenue ? written(known.revenue) : '');
  const [currency, setCurrency] = useState(known.revenue?.currency ?? 'EUR');
  const [yearBegins, setYearBegins] = useState(String(known.yearBegins ?? ''));
  const [wrong, setWrong] = useState(false);
  const field = (name: (typeof FIELDS)[number]) => ({ label: t(`basics.${name}`), error: errorAt(send.error, name) });
  function submit(): void {
    const revenue = amountIn(amount, currency);
    const unclear = amount.trim() !== '' && revenue === undefined;
    setWrong(unclear);
    if (unclear) return;
    const body = {
      ...(industry.trim() !== '' && { industry: industry.trim() }),
      ...(country.trim() !== '' && { country: country.trim() }),
      ...(employees !== '' && { employees: Number(employees) }),
      ...(sites !== '' && { sites: Number(sites) }),
      ...(revenue && { revenue }),
      ...(yearBegins !== '' && { yearBegins: Number(yearBegins) }),
    };
    send.mutate({ method: 'PUT', path: `customers/${id}/account`, body });
  }
  const months = monthNames(i18n.language).map((label, i) => ({ value: String(i + 1), label }));
  return (
    <FormDialog title={t('plan.describe')} send={send} fields={FIELDS} onSubmit={submit} onClose={onClose}>
      <TextInput
        {...field('industry')}
        description={t('plan.industryHint')}
        value={industry}
        onChange={event => setIndustry(event.currentTarget.value)}
        data-autofocus
      />
      <TextInput
        {...field('country')}
        description={t('plan.countryHint')}
        value={country}
        maxLength={2}
        onChange={event => setCountry(event.currentTarget.value.toUpperCase())}
      />
      <NumberInput {...field('employees')} value={employees} onChange={setEmployees} min={0} allowDecimal={false} />
      <NumberInput {...field('sites')} value={sites} onChange={setSites} min={0} allowDecimal={false} />
      <TextInput
        {...field('revenue')}
        value={amount}
        inputMode="decimal"
        error={wrong ? t('plan.amountWrong') : errorAt(send.error, 'revenue')}
        onChange={event => setAmount(event.currentTarget.value)}
      />
      <TextInput
        label={t('plan.currency')}
        value={currency}
        maxLength={3}
        onChange={event => setCurrency(event.currentTarget.value.toUpperCase())}
      />
      <NativeSelect
        {...field('yearBegins')}
        value={yearBegins}
        onChange={event => setYearBegins(event.currentTarget.value)}
        data={[{ value: '', label: '–' }, ...months]}
      />
    </FormDialog>
  );
}
