import { beforeAll, describe, expect, it } from '@jest/globals';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { boundaries, purity } from '../../../eslint.boundaries.mjs';

/** Each rule of the table is given a file that breaks it, and one that does not. */
describe('the boundaries', () => {
  let eslint: ESLint;
  beforeAll(() => {
    const parser = { files: ['**/*.{ts,tsx}'], languageOptions: { parser: tseslint.parser } };
    eslint = new ESLint({
      cwd: new URL('../../../', import.meta.url).pathname,
      overrideConfigFile: true,
      overrideConfig: [parser, ...boundaries, ...purity],
    });
  });

  const complaints = async (filePath: string, code: string): Promise<string[]> => {
    const [result] = await eslint.lintText(code, { filePath });
    return (result?.messages ?? []).map(({ message, ruleId }) => `${ruleId}: ${message}`);
  };

  it.each([
    [
      'a domain that knows Nest',
      'services/complaints/src/domain/red.ts',
      `import { Injectable } from '@nestjs/common';`,
    ],
    [
      'a domain that knows messaging',
      'services/complaints/src/domain/red.ts',
      `import { transaction } from '@rapport/messaging';`,
    ],
    [
      'a domain that knows a projection',
      'services/complaints/src/domain/red.ts',
      `import { x } from '../projections/x.projection.ts';`,
    ],
    [
      'a domain that reads files',
      'services/complaints/src/domain/red.ts',
      `import { readFile } from 'node:fs/promises';`,
    ],
    ['a domain that looks at the clock', 'services/complaints/src/domain/red.ts', `export const now = Date.now();`],
    ['a domain that asks for the date', 'services/complaints/src/domain/red.ts', `export const now = new Date();`],
    ['a domain that leaves it to chance', 'services/complaints/src/domain/red.ts', `export const n = Math.random();`],
    ['a domain that waits', 'services/complaints/src/domain/red.ts', `export const f = async () => 1;`],
    ['a domain that reads the environment', 'services/complaints/src/domain/red.ts', `export const e = process.env;`],
    [
      'a projection that knows the domain',
      'services/complaints/src/projections/red.ts',
      `import { x } from '../domain/complaint.ts';`,
    ],
    [
      'a projection that knows the routes',
      'services/complaints/src/projections/red.ts',
      `import { x } from '../api/bodies.ts';`,
    ],
    [
      'a policy that knows a projection',
      'services/loyalty/src/policies/red.ts',
      `import { x } from '../projections/x.projection.ts';`,
    ],
    ['a policy that knows the routes', 'services/loyalty/src/policies/red.ts', `import { x } from '../api/bodies.ts';`],
    [
      'a migration that knows living code',
      'services/loyalty/src/migrations/red.ts',
      `import { x } from '../domain/account.ts';`,
    ],
    ['a service that imports another', 'services/loyalty/src/red.ts', `import { x } from '@rapport/profile';`],
    [
      'a service that reaches into another',
      'services/loyalty/src/red.ts',
      `import { x } from '../../profile/src/x.ts';`,
    ],
    [
      'a service that reaches into a library',
      'services/loyalty/src/red.ts',
      `import { x } from '@rapport/messaging/src/relay.ts';`,
    ],
    ['a route that reads the environment', 'services/loyalty/src/api/red.ts', `export const e = process.env.X;`],
    ['a service that uses the testing library', 'services/loyalty/src/red.ts', `import { x } from '@rapport/testing';`],
    ['a library that imports a service', 'libs/messaging/src/red.ts', `import { x } from '@rapport/profile';`],
    [
      'a decider library that imports anything of ours',
      'libs/decider/src/red.ts',
      `import { x } from '@rapport/contracts';`,
    ],
    [
      'a tool that knows the Kafka client',
      'infra/local/src/kafka/red.ts',
      `import { Admin } from '@platformatic/kafka';`,
    ],
    ['a spec that knows it', 'services/gateway/src/red.spec.ts', `import { Consumer } from '@platformatic/kafka';`],
    ['a projection that knows it', 'services/profile/src/projections/red.ts', `import '@platformatic/kafka';`],
    ['messaging outside its two files for it', 'libs/messaging/src/red.ts', `import '@platformatic/kafka';`],
    ['contracts that know messaging', 'libs/contracts/src/red.ts', `import { x } from '@rapport/messaging';`],
  ])('refuse %s', async (_what, file, code) => {
    expect(await complaints(file, code)).not.toEqual([]);
  });

  it.each([
    [
      'a domain that knows the decider',
      'services/complaints/src/domain/green.ts',
      `import { DomainError } from '@rapport/decider';`,
    ],
    [
      'a domain that knows its own files',
      'services/complaints/src/domain/green.ts',
      `import { x } from './house-clock.ts';`,
    ],
    [
      'a domain that counts business time',
      'services/complaints/src/domain/green.ts',
      `import { addBusinessTime } from '@rapport/business-time';`,
    ],
    [
      'a projection that knows messaging',
      'services/complaints/src/projections/green.ts',
      `import { bulkUpsert } from '@rapport/messaging';`,
    ],
    [
      'a policy that knows command types',
      'services/loyalty/src/policies/green.ts',
      `import type { C } from '../domain/account.commands.ts';`,
    ],
    [
      'a spec that uses the testing library',
      'services/loyalty/src/green.spec.ts',
      `import { x } from '@rapport/testing';`,
    ],
    ['the file for messages to know the Kafka client', 'libs/messaging/src/kafka.ts', `import '@platformatic/kafka';`],
    ['the file for topics to know it too', 'libs/messaging/src/topics.ts', `import '@platformatic/kafka';`],
    ['a configuration that reads the environment', 'services/loyalty/src/config.ts', `export const e = process.env.X;`],
  ])('allow %s', async (_what, file, code) => {
    expect(await complaints(file, code)).toEqual([]);
  });
});
