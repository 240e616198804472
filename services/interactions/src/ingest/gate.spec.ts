import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Controller, Module, Post } from '@nestjs/common';
import { createService, type Service } from '@rapport/service-kit';
import { connect, type Socket } from 'node:net';
import { Gate, GATE } from './gate.ts';
import { Sources } from './sources.ts';
import { Takes } from './taking.ts';

const BODY_MS = 1_500;

@Controller('v1')
class BatchController {
  @Post('batch')
  @Takes('Takes whatever comes')
  take(): object {
    return { success: true };
  }
}

const sources = {
  of: async (key: string) => (key.startsWith('rk_') ? { sourceId: key } : undefined),
};
@Module({
  controllers: [BatchController],
  providers: [
    Gate,
    { provide: GATE, useValue: { atOnce: 4, bodyMs: BODY_MS } },
    { provide: Sources, useValue: sources },
  ],
})
class GateModule {}

const config = { LOG_LEVEL: 'silent', AUTH_ISSUER: 'i', AUTH_AUDIENCE: 'a', AUTH_JWKS: 'http://127.0.0.1:1' } as const;
let service: Service;
let origin: URL;
let sockets: Socket[];
beforeEach(async () => {
  service = await createService({ name: 'gate', module: GateModule, config, readKeys: async () => ({ keys: [] }) });
  await service.app.listen(0, '127.0.0.1');
  origin = new URL(await service.app.getUrl());
  sockets = [];
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await service.app.close();
});

const basic = (key: string): string => `Basic ${Buffer.from(`${key}:`).toString('base64')}`;

/** Begins a request whose body never comes to its end: the first line of the answer, should there be one. */
function dribble(key?: string): { readonly socket: Socket; readonly answer: Promise<string> } {
  const socket = connect(Number(origin.port), origin.hostname);
  sockets.push(socket);
  socket.on('error', () => undefined);
  const head = ['POST /v1/batch HTTP/1.1', 'host: gate', 'content-type: application/json', 'content-length: 1000'];
  socket.write([...head, ...(key === undefined ? [] : [`authorization: ${basic(key)}`]), '', '{'].join('\r\n'));
  const answer = new Promise<string>(resolve => {
    socket.once('data', (chunk: Buffer) => resolve(chunk.toString().split('\r\n', 1)[0] ?? ''));
    socket.once('close', () => resolve('left'));
  });
  return { socket, answer };
}
const send = (key: string): Promise<Response> =>
  fetch(new URL('/v1/batch', origin), {
    method: 'POST',
    headers: { authorization: basic(key) },
    body: '{"batch": []}',
  });
const underWay = async (): Promise<number> => {
  const { payload } = await service.app.inject({ url: '/metrics' });
  return Number(/^rapport_ingest_requests_under_way\S* (\d+)$/m.exec(payload)?.[1]);
};
async function until(count: number): Promise<void> {
  while ((await underWay()) !== count) await new Promise(resolve => setTimeout(resolve, 10));
}

describe('the gate of senders', () => {
  it('lets in who has a key while others who show none hold their bodies back', async () => {
    for (let n = 0; n < 16; n += 1) dribble();
    await until(1);
    expect((await send('rk_shop')).status).toBe(200);
  });

  it('refuses a key that is none before it gives it a place', async () => {
    expect(await dribble('stolen').answer).toContain('401');
    expect(await underWay()).toBe(0);
  });

  it('leaves a source half of the places, and asks for more to come later', async () => {
    for (let n = 0; n < 2; n += 1) dribble('rk_busy');
    await until(2);
    const refused = await send('rk_busy');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await send('rk_shop')).status).toBe(200);
  });

  it('gives up a body that does not arrive in time, and gives its place to the next', async () => {
    const { socket, answer } = dribble('rk_slow');
    const dribbling = setInterval(() => socket.writable && socket.write(' '), 100);
    expect(await answer).toContain('408');
    clearInterval(dribbling);
    await until(0);
  });

  it('has its place back from who leaves', async () => {
    const held = [dribble('rk_gone'), dribble('rk_gone'), dribble()];
    await until(3);
    for (const { socket } of held) socket.destroy();
    await until(0);
    expect((await send('rk_gone')).status).toBe(200);
  });
});
