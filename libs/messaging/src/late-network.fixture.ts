import { connect, createServer, type Socket } from 'node:net';

/** What lies between a client and a broker and may keep what a client says, even when that has gone away meanwhile. */
export interface LateNetwork {
  readonly port: number;
  /** From now on what clients say is kept. */
  hold(): void;
  /** Whether something is kept. */
  holds(): boolean;
  /** Hands over what was kept, and resolves when the broker has answered each connection's. */
  release(): Promise<void>;
  close(): Promise<void>;
}

interface Kept {
  readonly server: Socket;
  readonly chunks: Buffer[];
}

/** To the port of a broker, by a port of its own or the one given. */
export async function lateNetwork(target: number, port = 0): Promise<LateNetwork> {
  const sockets = new Set<Socket>();
  let kept: Map<Socket, Kept> | undefined;
  const network = createServer(client => {
    const server = connect(target, '127.0.0.1');
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    server.on('data', chunk => !client.destroyed && client.write(chunk));
    server.on('close', () => client.destroy());
    client.on('data', chunk => {
      const before = kept?.get(client);
      if (kept === undefined) server.write(chunk);
      else if (before) before.chunks.push(chunk);
      else kept.set(client, { server, chunks: [chunk] });
    });
    client.on('close', () => !kept?.has(client) && server.destroy());
  });
  await new Promise<void>(resolve => network.listen(port, '127.0.0.1', resolve));
  const address = network.address();
  if (address === null || typeof address === 'string') throw new Error('the network has no port');
  return {
    port: address.port,
    hold: () => void (kept = new Map()),
    holds: () => (kept?.size ?? 0) > 0,
    async release() {
      const all = [...(kept?.values() ?? [])];
      kept = undefined;
      const answered = all.map(({ server }) => new Promise(resolve => server.once('data', resolve)));
      for (const { server, chunks } of all) server.write(Buffer.concat(chunks));
      await Promise.all(answered);
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise(resolve => network.close(resolve));
    },
  };
}
