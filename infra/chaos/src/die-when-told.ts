import { subscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';

/**
 * Loaded into a service before its own code (`node --import`). On SIGUSR2 it reads `<point> <times>` from the file named
 * by CHAOS_ORDERS; when the service next comes to that point, having passed it so many times, the process is killed. Told
 * `collect`, it gives back at once what memory nobody holds any more (`node --expose-gc`).
 */
let point = '';
let passes = 0;

process.on('SIGUSR2', () => {
  const [name = '', times = '0'] = readFileSync(process.env['CHAOS_ORDERS'] ?? '', 'utf8').split(' ');
  if (name === 'collect') return globalThis.gc?.();
  point = name;
  passes = Number(times);
});

subscribe('rapport.messaging.reached', reached => {
  if (reached === point && passes-- <= 0) process.kill(process.pid, 'SIGKILL');
});
