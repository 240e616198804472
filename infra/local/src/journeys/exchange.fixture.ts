import { request } from 'node:http';
import Type from 'typebox';
import { Compile } from 'typebox/compile';

const document = Compile(Type.Record(Type.String(), Type.Unknown()));

export interface Sending {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Sends the body so many times over, in pieces and without a length, as long as there is no answer. */
  pieces?: number;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Record<string, unknown>;
}

/** One request as it is written here: `fetch` would mend the address, the length and the headers. */
export function exchange(
  address: string,
  { method = 'GET', headers = {}, body, pieces }: Sending = {},
): Promise<Answer> {
  const { hostname, port, origin } = new URL(address);
  return new Promise((settle, refuse) => {
    let answered = false;
    const length =
      body === undefined || pieces !== undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const sending = request(
      { hostname, port, method, path: address.slice(origin.length), headers: { ...length, ...headers }, agent: false },
      response => {
        answered = true;
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.once('end', () => {
          sending.destroy();
          const read: unknown = JSON.parse(Buffer.concat(parts).toString());
          if (document.Check(read)) settle({ status: response.statusCode ?? 0, headers: response.headers, body: read });
          else refuse(new Error('the answer is no object'));
        });
      },
    );
    // Who is refused in mid sentence finds the connection closed.
    sending.on('error', error => (answered ? undefined : refuse(error)));
    if (pieces === undefined) sending.write(body ?? '', () => finish());
    else sendPieces(pieces);

    function finish(): void {
      if (headers['content-length'] === undefined) sending.end();
    }
    function sendPieces(left: number): void {
      if (answered || sending.destroyed) return;
      if (left === 0) sending.end();
      else sending.write(body ?? '', () => setImmediate(sendPieces, left - 1));
    }
  });
}
