import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Proxy } from './proxy.ts';

/** A server behind the proxy that says everything back. */
describe('the proxy', () => {
  let server: Server;
  let proxy: Proxy;
  const clients: Socket[] = [];

  beforeEach(async () => {
    server = createServer(socket => {
      socket.on('error', () => undefined);
      socket.pipe(socket);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    proxy = await new Proxy().open();
    const address = server.address();
    proxy.to(typeof address === 'object' && address !== null ? address.port : 0);
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.destroy();
    await proxy.close();
    server.close();
  });

  const client = async (): Promise<Socket> => {
    const socket = connect(proxy.port, '127.0.0.1');
    socket.on('error', () => undefined);
    clients.push(socket);
    await once(socket, 'connect');
    return socket;
  };
  const echo = async (socket: Socket, text: string, withinMs = 500): Promise<string> => {
    const heard = once(socket, 'data').then(([data]) => String(data));
    socket.write(text);
    return Promise.race([heard, sleep(withinMs, 'nothing', { ref: false })]);
  };

  it('passes everything on in fair weather', async () => {
    expect(await echo(await client(), 'hello')).toBe('hello');
  });

  it('takes its time in slow weather', async () => {
    const socket = await client();
    proxy.set('slow');
    const began = performance.now();
    expect(await echo(socket, 'hello', 2000)).toBe('hello');
    expect(performance.now() - began).toBeGreaterThan(250);
  });

  it('holds back what is stalled, and lets it through when the weather turns', async () => {
    const socket = await client();
    proxy.set('stalled');
    const heard = once(socket, 'data');
    expect(await echo(socket, 'hello', 100)).toBe('nothing');
    proxy.set('fair');
    expect(String((await heard)[0])).toBe('hello');
  });

  it('resets what stands when it is cut', async () => {
    const socket = await client();
    await echo(socket, 'hello');
    const closed = new Promise(resolve => socket.once('close', resolve));
    expect(proxy.cut()).toBe(1);
    await closed;
  });

  it('lets what is abandoned stand and lead nowhere, while new connections work', async () => {
    const old = await client();
    await echo(old, 'hello');
    expect(proxy.abandon()).toBe(1);
    expect(await echo(old, 'are you there?', 100)).toBe('nothing');
    expect(old.destroyed).toBe(false);
    expect(await echo(await client(), 'hello')).toBe('hello');
  });
});
