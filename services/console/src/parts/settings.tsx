import { ActionIcon, Button, Popover, SegmentedControl, Stack, Text, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { signOut, useSession } from '../api/session.ts';
import { chooseLanguage, LANGUAGES } from '../i18n.ts';
import { SettingsIcon } from './icons.tsx';

const LOOKS = ['light', 'dark', 'auto'] as const;
const NAMES = { en: 'English', zh: '中文' };

function Language() {
  const { t, i18n } = useTranslation();
  return (
    <div>
      <Text size="sm" mb={4} id="setting-language">
        {t('setting.language')}
      </Text>
      <SegmentedControl
        fullWidth
        aria-labelledby="setting-language"
        value={i18n.language}
        onChange={value => chooseLanguage(value === 'zh' ? 'zh' : 'en')}
        data={LANGUAGES.map(language => ({ value: language, label: NAMES[language] }))}
      />
    </div>
  );
}

function Look() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div>
      <Text size="sm" mb={4} id="setting-look">
        {t('setting.look')}
      </Text>
      <SegmentedControl
        fullWidth
        aria-labelledby="setting-look"
        value={colorScheme}
        onChange={value => setColorScheme(LOOKS.find(look => look === value) ?? 'auto')}
        data={LOOKS.map(look => ({ value: look, label: t(`setting.${look}`) }))}
      />
    </div>
  );
}

export function Settings() {
  const { t } = useTranslation();
  const { session } = useSession();
  return (
    <Popover width={300} position="bottom-end" trapFocus shadow="md" withinPortal={false}>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('setting.label')}>
          <SettingsIcon />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Look />
          <Language />
          {session && (
            <>
              <Text size="sm" c="dimmed">
                {t('signIn.as', { name: session.name })}, {t(`role.${session.role}`)}
              </Text>
              <Button variant="default" onClick={signOut}>
                {t('signIn.out')}
              </Button>
            </>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
