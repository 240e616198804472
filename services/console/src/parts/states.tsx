import { Button, Skeleton, Stack } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../api/problem.ts';
import { useSession } from '../api/session.ts';
import { clockTime } from '../format/time.ts';
import { LateIcon } from './icons.tsx';
import classes from './states.module.css';

export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation();
  const { session } = useSession();
  return error => {
    if (!(error instanceof Problem)) return String(error instanceof Error ? error.message : error);
    if (error.slug === 'unreachable') return t('state.unreachable');
    if (error.status === 403 && session) return t('state.forbidden', { role: t(`role.${session.role}`) });
    return error.detail || error.title;
  };
}

export function Failed({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  const { t } = useTranslation();
  const text = useProblemText();
  const problem = error instanceof Problem ? error : null;
  const title = problem?.slug === 'unreachable' ? t('state.unreachableTitle') : (problem?.title ?? t('state.crashed'));
  const said = text(error);
  return (
    <div className={classes['failed']} role="alert">
      <span className="bad">
        <LateIcon />
      </span>
      <div>
        <strong>{title}</strong>
        {said !== title && <div>{said}</div>}
        {problem?.traceId && <small className="dim">{t('state.trace', { id: problem.traceId })}</small>}
      </div>
      {retry && problem?.status !== 403 && (
        <Button variant="default" size="xs" onClick={retry}>
          {t('state.retry')}
        </Button>
      )}
    </div>
  );
}

export function Crashed({ error, reset }: ErrorComponentProps) {
  return <Failed error={error} retry={reset} />;
}

export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={classes['empty']}>
      <p>{children}</p>
      {action}
    </div>
  );
}

export function Rows({ n, height = 22 }: { n: number; height?: number }) {
  const { t } = useTranslation();
  return (
    <Stack gap={10} aria-busy="true" aria-label={t('state.loading')} role="status" py={6}>
      {Array.from({ length: n }, (_, i) => (
        <Skeleton key={i} height={height} width={`${96 - ((i * 17) % 30)}%`} radius="sm" />
      ))}
    </Stack>
  );
}

interface Query<Data> {
  data: Data | undefined;
  error: unknown;
  isPending: boolean;
  dataUpdatedAt: number;
  refetch: () => unknown;
}

/** Loading, failed, stale and present, told apart in one place. */
export function Loaded<Data>(props: { query: Query<Data>; skeleton: ReactNode; children: (data: Data) => ReactNode }) {
  const { data, error, dataUpdatedAt, refetch } = props.query;
  const { t, i18n } = useTranslation();
  const text = useProblemText();
  if (data === undefined) return error ? <Failed error={error} retry={() => void refetch()} /> : props.skeleton;
  return (
    <>
      {error ? (
        <div className={classes['stale']} role="status">
          {t('state.staleSince', {
            reason: text(error),
            time: clockTime(new Date(dataUpdatedAt).toISOString(), i18n.language),
          })}
          <Button variant="subtle" size="compact-xs" onClick={() => void refetch()}>
            {t('state.retry')}
          </Button>
        </div>
      ) : null}
      {props.children(data)}
    </>
  );
}
