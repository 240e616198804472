import { parseArgs } from 'node:util';
import { exitCodes, Failure, messageOf } from './failure.ts';
import { interruptSignal } from './interrupt.ts';
import { paint, print, say } from './output.ts';
import type { Stack } from './stack/programmatic.ts';
import { fuzz, whyNoFuzz } from './test/fuzz.ts';
import { connectionsFile, startTestStack, withTestStack } from './test/stack.ts';
import { checkScripts, runChaos, runJest, runScript, type StepContext } from './test/steps.ts';
import { nothing, sumOf, totalLine, type Count } from './test/total.ts';

const stepNames = ['lint', 'build', 'check', 'unit', 'integration', 'journey', 'browser', 'fuzz', 'chaos'] as const;
type StepName = (typeof stepNames)[number];

const help = `rapport test [--only STEP,…]

Steps, in this order: ${stepNames.join(', ')}. The last line is the total of all.
integration, journey, browser and fuzz run on a stack of their own in .rapport/test; build has to have run before journey.
fuzz needs python3 and is skipped where there is none. chaos has a system of its own, and needs build too.`;

function chosenSteps(): StepName[] {
  const { values } = parseArgs({ options: { only: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
  if (values.help === true) {
    print(help);
    process.exit(exitCodes.ok);
  }
  const asked = values.only?.split(',').map(name => name.trim()) ?? [...stepNames];
  const unknown = asked.find(name => !stepNames.some(step => step === name));
  if (unknown === undefined) return stepNames.filter(name => asked.includes(name));
  throw new Failure(`there is no step ${unknown}`, exitCodes.usage, `there are: ${stepNames.join(', ')}`);
}

// A stack of one's own that this names would be used by steps that are to start theirs.
delete process.env['RAPPORT_TEST_STACK'];

const context: StepContext = { env: {}, signal: interruptSignal() };
const counts = new Map<string, Count>();

async function step(name: string, work: () => Promise<Count>): Promise<void> {
  say(`\n${paint('bold', `── ${name}`, process.stderr)}`);
  const began = Date.now();
  const count = await work();
  counts.set(name, count);
  say(`${name}: ${totalLine(count)} in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

/** Brings the test stack up, at first without services; a stack that won't start fails what needs it. */
async function onStack(withServices: boolean, work: (stack: Stack) => Promise<Count>): Promise<Count> {
  let stack: Stack;
  try {
    stack = await startTestStack(withServices ? undefined : [], context.signal);
  } catch (error) {
    if (context.signal.aborted) throw error;
    say(`the test stack did not start: ${messageOf(error)}`);
    return { ...nothing, failed: 1 };
  }
  return work(stack);
}

const jestOnStack = (name: string, withServices: boolean): Promise<Count> =>
  onStack(withServices, () =>
    runJest(name, withServices ? 1 : 2, { ...context, env: { RAPPORT_TEST_STACK: connectionsFile } }),
  );

async function fuzzOnStack(): Promise<Count> {
  const why = await whyNoFuzz(context.signal);
  if (why === undefined) return onStack(true, stack => fuzz(stack, context.signal));
  say(`skipped, since Schemathesis can't be had here: ${why}`);
  return { ...nothing, skipped: 1 };
}

async function runAll(steps: readonly StepName[]): Promise<void> {
  for (const name of steps) {
    if (name === 'lint' || name === 'build') await step(name, () => runScript(name, context));
    if (name === 'check')
      for (const script of await checkScripts()) await step(script, () => runScript(script, context));
    if (name === 'unit') await step(name, () => runJest(name, 2, context));
    if (name === 'integration') await step(name, () => jestOnStack(name, false));
    if (name === 'fuzz') await step(name, fuzzOnStack);
    if (name === 'chaos') await step(name, () => runChaos(context));
    if (name === 'journey' || name === 'browser') await step(name, () => jestOnStack(name, true));
  }
}

const needStack: readonly StepName[] = ['integration', 'journey', 'browser', 'fuzz'];

try {
  const steps = chosenSteps();
  await runAll(steps.filter(name => !needStack.includes(name)));
  const rest = steps.filter(name => needStack.includes(name));
  if (rest.length > 0) await withTestStack(() => runAll(rest));
} catch (error) {
  process.exitCode = error instanceof Failure ? error.exitCode : exitCodes.failed;
  if (process.exitCode !== exitCodes.interrupted) say(`rapport test: ${messageOf(error)}`);
  if (error instanceof Failure && error.hint !== undefined) say(`  ${error.hint}`);
}

if (process.exitCode === undefined) {
  const total = sumOf([...counts.values()]);
  say('');
  for (const [name, count] of counts) if (count.failed > 0) say(`${name}: ${totalLine(count)}`);
  print(totalLine(total));
  if (total.failed > 0 || total.passed === 0) process.exitCode = exitCodes.failed;
}
