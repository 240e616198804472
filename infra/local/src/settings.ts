import { randomBytes } from 'node:crypto';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { readJson, writeWhole } from './files.ts';
import type { Places } from './paths.ts';
import { defaultPorts, type Ports } from './ports.ts';

const portType = Type.Integer({ minimum: 1, maximum: 65_535 });
const settingsType = Type.Object({
  ports: Type.Object({
    gateway: portType,
    profile: portType,
    interactions: portType,
    complaints: portType,
    loyalty: portType,
    analytics: portType,
    kafka: portType,
    kafkaController: portType,
    postgres: portType,
    mail: Type.Optional(portType),
  }),
  secret: Type.String(),
  clusterId: Type.String(),
});
const settings = Compile(settingsType);

/** What a stack remembers. `secret` is what all its database passwords are derived from. */
export type Settings = Omit<Type.Static<typeof settingsType>, 'ports'> & { ports: Ports };

export async function readSettings(places: Places): Promise<Settings | undefined> {
  const value = await readJson(places.settings);
  // A stack from before there was a mail server keeps its ports.
  return settings.Check(value) ? { ...value, ports: { ...defaultPorts, ...value.ports } } : undefined;
}

export const newSettings = (ports: Ports = defaultPorts): Settings => ({
  ports: { ...ports },
  secret: randomBytes(24).toString('base64url'),
  clusterId: randomBytes(16).toString('base64url'),
});

export const writeSettings = (places: Places, value: Settings): Promise<void> =>
  writeWhole(places.settings, `${JSON.stringify(value, null, 2)}\n`, 0o600);
