import { createTheme, type CSSVariablesResolver } from '@mantine/core';
import { dark, ink } from './colours.ts';

export const theme = createTheme({
  primaryColor: 'ink',
  // White text stands on both, and both stand out from the surface by more than three to one.
  primaryShade: { light: 7, dark: 6 },
  colors: { ink, dark },
  fontFamily:
    'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif',
  defaultRadius: 'sm',
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  headings: { fontWeight: '600' },
});

export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#1d2129',
    '--mantine-color-dimmed': '#596070',
    '--mantine-color-placeholder': '#6b7280',
    '--mantine-color-default-border': '#c9ccd3',
    '--mantine-color-error': '#b3261e',
  },
  dark: {
    '--mantine-color-body': '#1c2026',
    '--mantine-color-text': '#e7e9ec',
    '--mantine-color-dimmed': '#a4abb6',
    '--mantine-color-placeholder': '#949ca8',
    '--mantine-color-default-border': '#444c57',
    '--mantine-color-error': '#ff8f86',
  },
});
