import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { readJson } from '../files.ts';
import type { Count } from './total.ts';

const outcome = Compile(Type.Object({ rows: Type.Array(Type.Object({ verdict: Type.String() })) }));
const GOOD = new Set(['holds', 'seen']);

/** Reads the outcome of `rapport chaos --json`: a line of its table is one test. Without one, the step itself failed. */
export async function chaosCount(file: string, exitCode: number): Promise<Count> {
  const value: unknown = await readJson(file).catch(() => undefined);
  if (!outcome.Check(value)) return { passed: 0, failed: 1, skipped: 0 };
  const verdicts = value.rows.map(({ verdict }) => verdict);
  const passed = verdicts.filter(verdict => GOOD.has(verdict)).length;
  const skipped = verdicts.filter(verdict => verdict === 'skipped').length;
  const failed = verdicts.length - passed - skipped;
  return { passed, failed: failed === 0 && exitCode !== 0 ? 1 : failed, skipped };
}
