import { addPartitions, type Adding } from './add-partitions.ts';

/** A process that adds partitions, and may be killed when it has said so many lines. */
export type AddingOrders = Pick<Adding, 'brokers' | 'prefix' | 'databases' | 'partitions' | 'patienceMs'> & {
  readonly dieAfter?: number;
};

const orders: AddingOrders = JSON.parse(process.argv[2] ?? '{}');
let said = 0;
await addPartitions({
  ...orders,
  say(line) {
    process.stdout.write(`${line}\n`);
    if (++said === orders.dieAfter) process.kill(process.pid, 'SIGKILL');
  },
});
