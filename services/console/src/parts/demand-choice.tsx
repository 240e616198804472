import { Checkbox, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface DemandChoiceProps {
  label: string;
  offered: readonly string[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
  error?: string | undefined;
}

export function DemandChoice({ label, offered, chosen, onChange, error }: DemandChoiceProps) {
  const { t } = useTranslation();
  return (
    <Checkbox.Group label={label} value={chosen} onChange={onChange} error={error}>
      <Group gap="8px 18px" my={6}>
        {offered.map(demand => (
          <Checkbox key={demand} value={demand} label={t(`demand.${demand}`, demand)} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}
