import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { readJson } from '../files.ts';
import type { Count } from './total.ts';

const concerned = Type.Object({ operations: Type.Optional(Type.Array(Type.String())) });
const whole = Type.Integer({ minimum: 0 });
const report = Compile(
  Type.Object({
    complete: Type.Boolean(),
    operations: Type.Object({ tested: whole, errored: whole }),
    test_cases: Type.Object({ generated: whole }),
    failures: Type.Array(concerned),
    errors: Type.Array(Type.Unknown()),
  }),
);

export interface Fuzzed extends Count {
  /** How many requests were sent. */
  requests: number;
}

/**
 * What Schemathesis counted, from its JSON report: one operation is one test, failed where any of its requests was. A run
 * that broke off, that found nothing to test or left no report has a failure of its own.
 */
export async function fuzzCount(file: string, exitCode: number): Promise<Fuzzed> {
  const value = await readJson(file);
  if (!report.Check(value)) return { passed: 0, failed: 1, skipped: 0, requests: 0 };
  const { complete, operations, test_cases: cases, failures, errors } = value;
  const red = new Set(failures.flatMap(failure => failure.operations ?? [])).size + operations.errored;
  const broken = exitCode !== 0 || !complete || operations.tested === 0 || failures.length + errors.length > 0;
  const failed = red === 0 && broken ? 1 : red;
  return { passed: Math.max(0, operations.tested - red), failed, skipped: 0, requests: cases.generated };
}
