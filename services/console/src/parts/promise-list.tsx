import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../api/client.ts';
import { RELEASED_FOR, usePromiseAct, type Promised } from '../api/promises.ts';
import { word } from '../format/words.ts';
import classes from './customer-open.module.css';
import { Due } from './due.tsx';
import { HandOverDialog, MoveDialog } from './promise-changes.tsx';
import { PromiseDialog } from './promise-dialog.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { Failed } from './states.tsx';

export type ShownPromise = Pick<
  Promised,
  'promiseId' | 'complaintId' | 'kind' | 'ownerId' | 'dueAt' | 'broken' | 'what'
>;

interface PromiseProps {
  customerId: string;
  promise: ShownPromise;
}

/** Of a broken one it is too late to agree on another time: it is made good, or another promise makes up for it. */
function Acts({ customerId, promise }: PromiseProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'move' | 'handOver' | 'instead' | null>(null);
  const { promiseId, complaintId, broken, kind } = promise;
  const keep = usePromiseAct(customerId);
  const about = { customerId, instead: promiseId, ...(complaintId !== null && { complaintId }) };
  const onClose = () => setOpen(null);
  const opens = (what: 'move' | 'handOver' | 'instead') => (
    <Button size="compact-xs" variant="default" onClick={() => setOpen(what)}>
      {t(`promise.${what}`)}
    </Button>
  );
  return (
    <>
      <Group gap={4} mt={4}>
        <Button
          size="compact-xs"
          variant="default"
          loading={keep.isPending}
          onClick={() => keep.mutate({ path: `promises/${promiseId}/keep`, body: {} })}
        >
          {t(broken ? 'promise.keptLate' : 'promise.kept')}
        </Button>
        {broken && opens('instead')}
        {!broken && opens('move')}
        {!broken && opens('handOver')}
        {!broken && (
          <ReasonDialog
            label={t('promise.release')}
            about={t('promise.releaseAbout', { kind: word(t, 'promiseKind', kind) })}
            reasons={RELEASED_FOR}
            group="promiseReason"
            act={(reason, idempotencyKey) =>
              request(`/api/complaints/v1/promises/${promiseId}/release`, {
                method: 'POST',
                body: { reason },
                idempotencyKey,
              })
            }
          />
        )}
      </Group>
      {keep.isError && <Failed error={keep.error} />}
      {open === 'move' && <MoveDialog customerId={customerId} promise={promise} onClose={onClose} />}
      {open === 'handOver' && <HandOverDialog customerId={customerId} promise={promise} onClose={onClose} />}
      {open === 'instead' && <PromiseDialog about={about} onClose={onClose} />}
    </>
  );
}

/** What the customer waits for, each with whose it is and what may be done about it. */
export function PromiseList(props: {
  customerId: string;
  promises: readonly ShownPromise[];
  acts: boolean;
  /** Whether each names the complaint that it belongs to. */
  linked?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <ul className={classes['cases']}>
      {props.promises.map(promise => (
        <li key={promise.promiseId} className={classes['case']}>
          <div className={classes['line']}>
            <strong>{word(t, 'promiseKind', promise.kind)}</strong>
            <Due at={promise.dueAt} breached={promise.broken} />
          </div>
          {promise.what !== null && <div>{promise.what}</div>}
          <div className={classes['line']}>
            <small className="dim">{t('promise.by', { who: promise.ownerId })}</small>
            {props.linked && promise.complaintId !== null && (
              <small>
                <Link to="/complaints/$id" params={{ id: promise.complaintId }}>
                  {t('promise.complaint')}
                </Link>
              </small>
            )}
          </div>
          {props.acts && <Acts customerId={props.customerId} promise={promise} />}
        </li>
      ))}
    </ul>
  );
}
