import { Group, NativeSelect, Radio, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CALLED_BY, type CallBack } from '../api/call-backs.ts';
import { errorAt } from '../api/problem.ts';
import { usePromiseAct } from '../api/promises.ts';
import { FormDialog } from './form-dialog.tsx';

const FIELDS = ['channel', 'satisfied', 'score', 'words'] as const;
const DISSATISFIED = 2;

/** How the customer is after the complaint was closed. */
export function AnswerDialog({ callBack, onClose }: { callBack: CallBack; onClose: () => void }) {
  const { t } = useTranslation();
  const { callBackId, complaintId, customerId } = callBack;
  const send = usePromiseAct(customerId, onClose);
  const [channel, setChannel] = useState<string>(CALLED_BY[0]);
  const [satisfied, setSatisfied] = useState('yes');
  const [score, setScore] = useState('4');
  const [words, setWords] = useState('');
  const reopens = satisfied === 'no' || Number(score) <= DISSATISFIED;
  function submit(): void {
    const said = words.trim();
    const body = {
      channel,
      satisfied: satisfied === 'yes',
      score: Number(score),
      ...(said !== '' && { words: said }),
    };
    send.mutate({ path: `complaints/${complaintId}/call-backs/${callBackId}/answers`, body });
  }
  return (
    <FormDialog title={t('callBack.answerTitle')} send={send} fields={FIELDS} onSubmit={submit} onClose={onClose}>
      <NativeSelect
        label={t('callBack.channel')}
        value={channel}
        onChange={event => setChannel(event.currentTarget.value)}
        data={CALLED_BY.map(value => ({ value, label: t(`channel.${value}`) }))}
        error={errorAt(send.error, 'channel')}
        data-autofocus
      />
      <Radio.Group
        label={t('callBack.satisfied')}
        value={satisfied}
        onChange={setSatisfied}
        error={errorAt(send.error, 'satisfied')}
      >
        <Group my={6}>
          <Radio value="yes" label={t('form.verify.yes')} />
          <Radio value="no" label={t('form.verify.no')} />
        </Group>
      </Radio.Group>
      <Radio.Group label={t('callBack.score')} value={score} onChange={setScore} error={errorAt(send.error, 'score')}>
        <Group my={6}>
          {['1', '2', '3', '4', '5'].map(value => (
            <Radio key={value} value={value} label={value} />
          ))}
        </Group>
      </Radio.Group>
      <Textarea
        label={t('callBack.words')}
        description={t('plan.wordsHint')}
        value={words}
        onChange={event => setWords(event.currentTarget.value)}
        maxLength={4000}
        error={errorAt(send.error, 'words')}
      />
      {reopens && (
        <p className="warn" style={{ margin: 0 }}>
          {t('callBack.reopens')}
        </p>
      )}
    </FormDialog>
  );
}
