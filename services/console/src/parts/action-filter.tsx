import { Group, NativeSelect, SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ActionFilter } from '../api/strategy.ts';
import { NEXT_ACTIONS } from '../api/worth.ts';
import { word } from '../format/words.ts';

interface Props {
  filter: ActionFilter;
  onChange: (filter: ActionFilter) => void;
}

/** Which proposals are shown: what waits for a manager or all, and of one kind or any. */
export function ActionFilters({ filter: { action, undecided }, onChange }: Props) {
  const { t } = useTranslation();
  const kinds = NEXT_ACTIONS.map(value => ({ value, label: word(t, 'nextAction', value) }));
  const kind = action === undefined ? {} : { action };
  return (
    <Group gap="sm" align="center">
      <SegmentedControl
        size="xs"
        aria-label={t('actions.which')}
        value={undecided === undefined ? 'all' : 'waiting'}
        onChange={value => onChange({ ...kind, ...(value === 'waiting' && { undecided: 'true' }) })}
        data={[
          { value: 'waiting', label: t('actions.waiting') },
          { value: 'all', label: t('actions.all') },
        ]}
      />
      <NativeSelect
        size="xs"
        aria-label={t('actions.kind')}
        value={action ?? ''}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...(undecided !== undefined && { undecided }), ...(value !== '' && { action: value }) })
        }
        data={[{ value: '', label: t('actions.anyKind') }, ...kinds]}
      />
    </Group>
  );
}
