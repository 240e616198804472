import type { Plan } from './plan.ts';

/** The plan as lines for people, a sign before each: `+` to create, `~` to alter, `!` refused, `?` left alone. */
export function wordsOf(plan: Plan): string[] {
  return [
    ...plan.create.map(
      ({ name, partitions, configs }) =>
        `+ ${name}: ${partitions} partitions, ${plan.replication} replicas, ${Object.entries(configs)
          .map(([config, value]) => `${config}=${value}`)
          .join(' ')}`,
    ),
    ...plan.change.map(({ topic, config, from, to }) => `~ ${topic}: ${config} ${from || '(not set)'} → ${to}`),
    ...plan.refuse.map(({ topic, why }) => `! ${topic}: ${why}`),
    ...plan.besides.map(
      ({ topic, config, value }) => `? ${topic}: ${config}=${value} is set and not declared; left alone`,
    ),
  ];
}

export function conclusionOf({ create, change, refuse, same }: Plan, applied: boolean): string {
  const topics = new Set(change.map(({ topic }) => topic)).size;
  const parts = [
    ...(create.length > 0 ? [`${create.length} ${applied ? 'created' : 'to create'}`] : []),
    ...(topics > 0 ? [`${topics} ${applied ? 'altered' : 'to alter'}`] : []),
    ...(refuse.length > 0 ? [`${refuse.length} refused`] : []),
    `${same.length} as declared`,
  ];
  return parts.join(', ');
}
