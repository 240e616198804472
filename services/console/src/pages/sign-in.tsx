import { Button, Radio, Stack, TextInput } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../api/client.ts';
import { errorAt } from '../api/problem.ts';
import { begin, useSession } from '../api/session.ts';
import { ROLES, type Role, type Session } from '../api/types.ts';
import { Mark } from '../parts/icons.tsx';
import { Settings } from '../parts/settings.tsx';
import { Failed } from '../parts/states.tsx';
import classes from './sign-in.module.css';

function useSignIn() {
  return useMutation({
    mutationFn: (who: { name: string; role: Role }) => request<Session>('/dev/sign-in', { method: 'POST', body: who }),
    onSuccess: begin,
  });
}

function RoleChoice({ role, onChange }: { role: Role; onChange: (role: Role) => void }) {
  const { t } = useTranslation();
  return (
    <Radio.Group
      label={t('signIn.role')}
      value={role}
      onChange={value => onChange(ROLES.find(known => known === value) ?? 'specialist')}
    >
      <Stack gap={8} mt={8}>
        {ROLES.map(known => (
          <Radio key={known} value={known} label={t(`role.${known}`)} description={t(`roleDoes.${known}`)} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

export function SignIn() {
  const { t } = useTranslation();
  const { ended, last } = useSession();
  const [name, setName] = useState(last?.name ?? '');
  const [role, setRole] = useState<Role>(last?.role ?? 'supervisor');
  const [missing, setMissing] = useState(false);
  const signIn = useSignIn();
  useDocumentTitle(`${t('signIn.title')} · Rapport`);

  function submit(event: FormEvent) {
    event.preventDefault();
    const typed = name.trim();
    setMissing(typed === '');
    if (typed !== '') signIn.mutate({ name: typed, role });
  }

  return (
    <div className={classes['page']}>
      <div className={classes['top']}>
        <Settings />
      </div>
      <main className={classes['box']}>
        <div className={classes['brand']}>
          <Mark />
          <div>
            <strong>{t('app.name')}</strong>
            <span>{t('app.tagline')}</span>
          </div>
        </div>
        <h1>{t('signIn.title')}</h1>
        <p className={classes['about']}>{t('signIn.about')}</p>
        {ended === 'expired' && (
          <p className={classes['expired']} role="status">
            {t('signIn.expired')}
          </p>
        )}
        <form onSubmit={submit} noValidate>
          <Stack gap="md">
            <TextInput
              label={t('signIn.name')}
              placeholder={t('signIn.namePlaceholder')}
              value={name}
              onChange={event => setName(event.currentTarget.value)}
              error={missing ? t('signIn.nameMissing') : errorAt(signIn.error, 'name')}
              autoComplete="name"
              data-autofocus
            />
            <RoleChoice role={role} onChange={setRole} />
            {signIn.isError && <Failed error={signIn.error} />}
            <Button type="submit" loading={signIn.isPending}>
              {t('signIn.submit')}
            </Button>
          </Stack>
        </form>
      </main>
    </div>
  );
}
