import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { readJson } from '../files.ts';
import type { Count } from './total.ts';

const whole = Type.Integer({ minimum: 0 });
const report = Compile(
  Type.Object({
    numPassedTests: whole,
    numFailedTests: whole,
    numPendingTests: whole,
    numTodoTests: whole,
    numRuntimeErrorTestSuites: whole,
  }),
);

/**
 * What Jest counted, from the file of --outputFile. A suite that could not be loaded counts as one failure, and so does a
 * run without a report; one that ended badly without naming a failure counts as one too.
 */
export async function jestCount(file: string, exitCode: number): Promise<Count> {
  const value = await readJson(file);
  if (!report.Check(value)) return { passed: 0, failed: 1, skipped: 0 };
  const failed = value.numFailedTests + value.numRuntimeErrorTestSuites;
  return {
    passed: value.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: value.numPendingTests + value.numTodoTests,
  };
}
