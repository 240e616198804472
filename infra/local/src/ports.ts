import { createServer } from 'node:net';
import { exitCodes, Failure } from './failure.ts';

export const serviceNames = ['profile', 'interactions', 'complaints', 'loyalty', 'analytics', 'gateway'] as const;
export type ServiceName = (typeof serviceNames)[number];
export type PortName = ServiceName | 'kafka' | 'kafkaController' | 'postgres' | 'mail';
export type Ports = Record<PortName, number>;

export const defaultPorts: Ports = {
  gateway: 4100,
  profile: 4101,
  interactions: 4102,
  complaints: 4103,
  loyalty: 4104,
  analytics: 4105,
  kafka: 4192,
  kafkaController: 4193,
  postgres: 4132,
  mail: 4125,
};

export const portNames: readonly PortName[] = [...serviceNames, 'kafka', 'kafkaController', 'postgres', 'mail'];

/** All addresses of the machine are tried: a port that is taken on any of them would confuse somebody. */
export function isFree(port: number): Promise<boolean> {
  return new Promise(settle => {
    const server = createServer();
    server.once('error', () => settle(false));
    server.listen({ port, host: '0.0.0.0', exclusive: true }, () => server.close(() => settle(true)));
  });
}

/** The wanted port or the next one above it that is free and not promised to another part. */
export async function choosePort(
  wanted: number,
  promised: ReadonlySet<number>,
  free: (port: number) => Promise<boolean> = isFree,
): Promise<number> {
  for (let port = wanted; port < 65_536; port += 1) if (!promised.has(port) && (await free(port))) return port;
  throw new Failure(`no free port from ${wanted} upwards`, exitCodes.unavailable);
}

export interface Assignment {
  ports: Ports;
  /** Ports that another program holds, with what is used in their place. */
  moved: { name: PortName; from: number; to: number }[];
}

/**
 * Ports for all parts: a part that `holds` its port keeps it, the others get theirs where it is free. One that has to
 * move leaves the ports of all other parts alone.
 */
export async function assignPorts(
  wanted: Ports,
  holds: (name: PortName) => boolean,
  free: (port: number) => Promise<boolean> = isFree,
): Promise<Assignment> {
  const ports: Ports = { ...wanted };
  const moved: Assignment['moved'] = [];
  for (const name of portNames.filter(each => !holds(each))) {
    const promised = new Set(portNames.filter(other => other !== name).map(other => ports[other]));
    const to = await choosePort(wanted[name], promised, free);
    if (to !== wanted[name]) moved.push({ name, from: wanted[name], to });
    ports[name] = to;
  }
  return { ports, moved };
}
