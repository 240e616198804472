export * from './business-time.ts';
export * from './calendar.ts';
