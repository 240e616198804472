import { Button, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isUnderstoodAt } from '../api/problem.ts';
import type { Step } from '../api/types.ts';
import classes from './step-form.module.css';
import { Failed } from './states.tsx';

interface StepFormProps {
  step: Step;
  error: unknown;
  /** Fields that show their own message; a problem with none of them is told below. */
  fields: readonly string[];
  busy: boolean;
  onSubmit: () => void;
  children: ReactNode;
}

export function StepForm({ step, error, fields, busy, onSubmit, children }: StepFormProps) {
  const { t } = useTranslation();
  function submit(event: FormEvent) {
    event.preventDefault();
    onSubmit();
  }
  return (
    <form onSubmit={submit} noValidate className={classes['form']} aria-label={t(`form.${step}.submit`)}>
      <p className={classes['do']}>{t(`form.${step}.do`)}</p>
      <Stack gap="sm">
        {children}
        {error && !isUnderstoodAt(error, fields) ? <Failed error={error} /> : null}
        <Button type="submit" loading={busy} className={classes['submit']}>
          {t(`form.${step}.submit`)}
        </Button>
      </Stack>
    </form>
  );
}
