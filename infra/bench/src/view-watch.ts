/** When each version of a customer's document arrived, as the live stream of the gateway sends them. */
export interface Watch {
  /** When this version of this customer's document, or a later one, came first; undefined as long as none has. */
  arrivedAt(customerId: string, version: number): number | undefined;
  stop(): void;
}

const HEAD = /"customerId":"([^"]+)","version":(\d+)/;

/** Follows the live stream as a console does. Times are of `performance.timeOrigin`'s clock, in ms since 1970. */
export async function watchLive(gateway: string, token: string): Promise<Watch> {
  const stop = new AbortController();
  const arrivals = new Map<string, { readonly version: number; readonly at: number }[]>();
  const answer = await fetch(`${gateway}/api/live`, {
    headers: { accept: 'text/event-stream', authorization: `Bearer ${token}` },
    signal: stop.signal,
  });
  if (!answer.ok || !answer.body) throw new Error(`/api/live: ${answer.status}`);
  const { body } = answer;
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of body) {
      const at = now();
      const frames = `${rest}${decoder.decode(chunk, { stream: true })}`.split('\n\n');
      rest = frames.pop() ?? '';
      for (const frame of frames) {
        const [, customer, version] = HEAD.exec(frame) ?? [];
        if (customer === undefined) continue;
        arrivals.set(customer, [...(arrivals.get(customer) ?? []), { version: Number(version), at }]);
      }
    }
  };
  read().catch(() => undefined);
  return {
    arrivedAt: (customerId, version) => arrivals.get(customerId)?.find(each => each.version >= version)?.at,
    stop: () => stop.abort(),
  };
}

export const now = (): number => performance.timeOrigin + performance.now();
