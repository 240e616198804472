import { readFile } from 'node:fs/promises';
import Type from 'typebox';
import { parse } from 'yaml';
import { compile } from './check.ts';

const text = Type.String({ minLength: 1 });
const span = Type.String({ pattern: '^\\d+[smhd]$' });
const Rule = Type.Object(
  {
    alert: Type.String({ pattern: '^[A-Z][A-Za-z]+$' }),
    expr: text,
    for: Type.Optional(span),
    labels: Type.Object({ severity: Type.Enum(['warning', 'critical']) }, { additionalProperties: false }),
    annotations: Type.Object({ summary: text, description: text }, { additionalProperties: false }),
  },
  { additionalProperties: false },
);
const Group = Type.Object(
  { name: text, interval: Type.Optional(span), rules: Type.Array(Rule, { minItems: 1 }) },
  { additionalProperties: false },
);
const alerts = compile(Type.Object({ groups: Type.Array(Group, { minItems: 1 }) }, { additionalProperties: false }));

/** The alert rules of the repository. Rejects where they are not in the shape that Prometheus reads. */
export async function readAlerts(): Promise<{ readonly alert: string; readonly metrics: readonly string[] }[]> {
  const file = new URL('../../../infra/observability/alerts.yml', import.meta.url);
  const read: unknown = parse(await readFile(file, 'utf8'));
  if (!alerts.accepts(read)) throw new TypeError(JSON.stringify(alerts.errors(read)));
  return read.groups.flatMap(({ rules }) =>
    rules.map(({ alert, expr }) => ({ alert, metrics: expr.match(/\brapport_[a-z_]+/g) ?? [] })),
  );
}
