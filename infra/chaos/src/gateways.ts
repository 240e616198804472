import type { Instance } from './services.ts';
import type { Trial } from './trial.ts';

/** Two of them between the callers and the services: while they run, the load goes through them. */
export async function openGateways({ services }: Trial): Promise<void> {
  const gateways = await Promise.all([1, 2].map(n => services.start('gateway', n)));
  await Promise.all(gateways.map(gateway => services.ready(gateway)));
}

/** Says how much went through them, and ends them. Throws where nothing went through one. */
export async function closeGateways({ services, note }: Trial): Promise<void> {
  const gateways = services.of('gateway');
  await Promise.all(gateways.map(gateway => services.ready(gateway)));
  const passed = await Promise.all(gateways.map(passedOn));
  note(`commands passed on since the last start: ${passed.join(' and ')}`);
  if (passed.some(n => n === 0)) throw new Error('a gateway stood idle');
  await Promise.all(gateways.map(gateway => services.stop(gateway)));
}

/** Commands that a gateway has passed on since it was started, by its own count. */
async function passedOn({ url }: Instance): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const counts = text.matchAll(/^http_server_request_duration_seconds_count\{[^}]*"POST"[^}]*\} (\d+)$/gm);
  return [...counts].reduce((sum, [, n]) => sum + Number(n), 0);
}
