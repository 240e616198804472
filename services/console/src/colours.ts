import type { MantineColorsTuple } from '@mantine/core';

export const ink: MantineColorsTuple = [
  '#eef0fb',
  '#dde1f6',
  '#bcc5ee',
  '#9dabf0',
  '#8393ea',
  '#5f72d6',
  '#5567cf',
  '#3646a8',
  '#2b3990',
  '#1f2b72',
];

export const dark: MantineColorsTuple = [
  '#e7e9ec',
  '#c3c8d0',
  '#a4abb6',
  '#7d8591',
  '#444c57',
  '#353c46',
  '#262b33',
  '#1c2026',
  '#15181d',
  '#101216',
];
