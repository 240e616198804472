import { Button, JsonInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../api/client.ts';
import { Problem } from '../api/problem.ts';
import { useAct } from '../api/use-act.ts';
import { Failed } from './states.tsx';

interface Props {
  /** Where versions are published, and under which name the body has its content. */
  path: string;
  field: 'content' | 'form';
  /** Whose lists are asked for again. */
  list: string;
  version: number;
  content: unknown;
  /** Whether whoever looks may publish a version. */
  may: boolean;
}

const parsed = (text: string): { content: unknown } | null => {
  try {
    return { content: JSON.parse(text) };
  } catch {
    return null;
  }
};

function Faults({ error }: { error: unknown }) {
  const faults = error instanceof Problem ? error.errors : [];
  return (
    <ul>
      {faults.map(({ pointer, message }) => (
        <li key={`${pointer}${message}`}>
          <code>{pointer}</code> {message}
        </li>
      ))}
    </ul>
  );
}

/** Data in versions as it is in force; edited it becomes its next version, and what was said under earlier ones stays. */
export function PublishForm({ path, field, list, version, content, may }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [text, setText] = useState(() => JSON.stringify(content, null, 2));
  const [from, setFrom] = useState('');
  const [wrong, setWrong] = useState(false);
  const publish = useAct({
    send: (body: Record<string, unknown>, idempotencyKey) => request(path, { method: 'POST', body, idempotencyKey }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['catalogue'] });
      await queries.invalidateQueries({ queryKey: ['list', list] });
    },
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    const edited = parsed(text);
    setWrong(edited === null);
    if (edited) publish.mutate({ [field]: edited.content, ...(from !== '' && { validFrom: `${from}T00:00:00.000Z` }) });
  }
  return (
    <form onSubmit={submit} noValidate>
      <JsonInput
        label={t('catalogues.content', { version })}
        value={text}
        onChange={setText}
        readOnly={!may}
        error={wrong && t('catalogues.notJson')}
        spellCheck={false}
        rows={22}
        styles={{ input: { fontFamily: 'ui-monospace, monospace', fontSize: 12.5 } }}
      />
      {may && (
        <>
          <TextInput
            mt={8}
            type="date"
            label={t('catalogues.from')}
            description={t('catalogues.fromNow')}
            value={from}
            onChange={event => setFrom(event.currentTarget.value)}
          />
          {publish.isError && <Failed error={publish.error} />}
          {publish.isError && <Faults error={publish.error} />}
          {publish.isSuccess && (
            <p className="good" role="status">
              {t('catalogues.published')}
            </p>
          )}
          <Button mt={10} size="xs" type="submit" loading={publish.isPending}>
            {t('catalogues.publish')}
          </Button>
        </>
      )}
    </form>
  );
}
