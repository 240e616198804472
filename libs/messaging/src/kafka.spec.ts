import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

/** Says when it is destroyed, as the client's does with what it then had under way; unheard, that would end the process. */
class Flow extends EventEmitter {
  destroyed = false;
  destroy(): void {
    this.destroyed = true;
    this.emit('error', new Error('the connection is gone'));
  }
}

/** A client that has joined its group and then hangs. */
class Hanging extends EventEmitter {
  static last = new Hanging();
  readonly topics = { trackAll: () => undefined };
  readonly opening = Promise.withResolvers<Flow>();
  constructor() {
    super();
    Hanging.last = this;
  }
  joined(partition: number): void {
    this.emit('consumer:group:join', { assignments: [{ topic: 'events', partitions: [partition] }] });
  }
  joinGroup = async (): Promise<void> => this.joined(0);
  consume = (): Promise<Flow> => this.opening.promise;
  close = (): Promise<void> => new Promise(() => undefined);
}

const UNUSED = [
  'ProduceAcks',
  'Producer',
  'compatibilityPartitioner',
  'findErrorBy',
  'stringDeserializer',
  'stringSerializer',
];
jest.unstable_mockModule('@platformatic/kafka', () => ({
  ...Object.fromEntries(UNUSED.map(name => [name, undefined])),
  Consumer: Hanging,
}));
const { joinGroup } = await import('./kafka.ts');

describe('a member of a group whose client hangs', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());
  const assigned: number[] = [];
  const join = () =>
    joinGroup({
      brokers: ['nowhere:1'],
      clientId: 'spec',
      groupId: 'spec',
      topics: ['events'],
      sessionTimeoutMs: 10_000,
      onAssigned: partitions => assigned.push(...partitions.map(({ partition }) => partition)),
      onError: () => undefined,
    });

  it('tells of no partitions any more once it is left, though the client joins again', async () => {
    const group = await join();
    const left = expect(group.close()).rejects.toThrow('closing took longer than 3 s');
    Hanging.last.joined(1);
    await jest.advanceTimersByTimeAsync(3_000);
    await left;
    Hanging.last.joined(2);
    expect(assigned).toEqual([0]);
  });

  it('ends a flow that opens after nobody waits for it any more', async () => {
    const group = await join();
    const from = [{ topic: 'events', partition: 0, offset: 0 }];
    const heard = jest.fn();
    const opened = expect(group.flow(from, heard, heard)).rejects.toThrow('opening the flow took longer than 20 s');
    await jest.advanceTimersByTimeAsync(20_000);
    await opened;
    const late = new Flow();
    Hanging.last.opening.resolve(late);
    await jest.advanceTimersByTimeAsync(0);
    expect(late.destroyed).toBe(true);
    expect(heard).not.toHaveBeenCalled();
  });
});
