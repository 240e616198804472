import { createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assignPorts, choosePort, defaultPorts, isFree, portNames } from './ports.ts';

const freeBut =
  (...taken: number[]) =>
  (port: number): Promise<boolean> =>
    Promise.resolve(!taken.includes(port));

describe('a port', () => {
  it('is the wanted one where it is free', async () => {
    expect(await choosePort(4100, new Set(), freeBut())).toBe(4100);
  });

  it('is the next one that is neither taken nor promised', async () => {
    expect(await choosePort(4100, new Set([4101]), freeBut(4100, 4102))).toBe(4103);
  });

  it('is seen as taken while somebody listens on it', async () => {
    const server = createServer();
    await new Promise<void>(settle => server.listen(0, '127.0.0.1', settle));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    expect(await isFree(port)).toBe(false);
    await new Promise(settle => server.close(settle));
    expect(await isFree(port)).toBe(true);
  });
});

describe('the ports of a stack', () => {
  it('stay with the parts that hold them, though they are taken', async () => {
    const { ports, moved } = await assignPorts(defaultPorts, name => name === 'kafka', freeBut(defaultPorts.kafka));
    expect(ports).toEqual(defaultPorts);
    expect(moved).toEqual([]);
  });

  it('tell which had to move, and leave the others where they were', async () => {
    const { ports, moved } = await assignPorts(defaultPorts, () => false, freeBut(defaultPorts.kafka));
    expect(moved).toEqual([{ name: 'kafka', from: 4192, to: 4194 }]);
    expect(ports).toEqual({ ...defaultPorts, kafka: 4194 });
  });

  it('are never the same for two parts, whatever is taken', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 4095, max: 4200 })), async taken => {
        const { ports } = await assignPorts(defaultPorts, () => false, freeBut(...taken));
        const chosen = portNames.map(name => ports[name]);
        expect(new Set(chosen).size).toBe(chosen.length);
        expect(chosen.some(port => taken.includes(port))).toBe(false);
      }),
    );
  });
});
