import {
  contractOf,
  WORK_RULE_EVENTS,
  type WorkCondition,
  type WorkMoment,
  type WorkRuleForm,
} from '@rapport/contracts';
import { DomainError } from '@rapport/decider';

interface Flaw {
  readonly pointer: string;
  readonly message: string;
}

const EVENTS: ReadonlySet<string> = new Set(Object.values(WORK_RULE_EVENTS).flat());

/** Throws `work-rule-invalid`, with all that is wrong and where, for a rule that could not be followed. */
export function checkWorkRule(form: WorkRuleForm): void {
  const flaws = flawsOfRule(form);
  if (flaws.length === 0) return;
  throw new DomainError('work-rule-invalid', 'Some of the rule fits no event, or says nothing.', flaws);
}

export function flawsOfRule(form: WorkRuleForm): Flaw[] {
  const { on, where, wait, unless, about, to, due, expires } = form;
  if (!EVENTS.has(on)) return [{ pointer: '/form/on', message: `${on} is no event that may set somebody to work` }];
  const field = (path: string | undefined, pointer: string, type = on): Flaw[] =>
    path === undefined || hasField(type, path) ? [] : [{ pointer, message: `${type} has no field ${path}` }];
  return [
    ...where.flatMap((all, i) => all.flatMap((one, j) => flawsOfCondition(one, `/form/where/${i}/${j}`, field))),
    ...flawsOfMoment(wait, '/form/wait', field),
    ...flawsOfMoment(due, '/form/due', field),
    ...flawsOfMoment(expires, '/form/expires', field),
    ...(wait !== undefined && Object.keys(wait).length === 0
      ? [{ pointer: '/form/wait', message: 'says no time' }]
      : []),
    ...field(about, '/form/about'),
    ...field(to.teamFrom, '/form/to/teamFrom'),
    ...to.assignee.flatMap((path, i) => (path === 'accountOwner' ? [] : field(path, `/form/to/assignee/${i}`))),
    ...(unless === undefined ? [] : flawsOfUnless(unless, field)),
  ];
}

type Field = (path: string | undefined, pointer: string, type?: string) => Flaw[];

function flawsOfCondition({ field: path, fact, ...tests }: WorkCondition, pointer: string, field: Field): Flaw[] {
  const one = (path === undefined) !== (fact === undefined);
  return [
    ...(one ? [] : [{ pointer, message: 'must name either a field or a fact' }]),
    ...(Object.keys(tests).length > 0 ? [] : [{ pointer, message: 'says nothing about it' }]),
    ...field(path, `${pointer}/field`),
  ];
}

function flawsOfMoment(moment: WorkMoment | undefined, pointer: string, field: Field): Flaw[] {
  if (moment === undefined) return [];
  const stray = moment.times !== undefined && moment.from === undefined;
  return [
    ...(stray ? [{ pointer: `${pointer}/times`, message: 'needs from: it stretches the time until then' }] : []),
    ...field(moment.from, `${pointer}/from`),
  ];
}

function flawsOfUnless({ events, same }: NonNullable<WorkRuleForm['unless']>, field: Field): Flaw[] {
  return events
    .flatMap((type, i) => {
      const pointer = `/form/unless/events/${i}`;
      if (!EVENTS.has(type)) return [{ pointer, message: `${type} is no event that rules are told of` }];
      return field(same, '/form/unless/same', type);
    })
    .concat(field(same, '/form/unless/same'));
}

/** Whether the data of an event may have something at a path; through lists. */
function hasField(type: string, path: string): boolean {
  return path.split('.').reduce<unknown[]>(propertiesOf, [contractOf(type)?.schema]).length > 0;
}

function propertiesOf(schemas: unknown[], name: string): unknown[] {
  return schemas.flatMap(itself).flatMap(({ properties }) => {
    const found = isRecord(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
    return found === undefined ? [] : [found];
  });
}

/** A schema, what its list holds, or each of its alternatives. */
function itself(schema: unknown): Readonly<Record<string, unknown>>[] {
  if (!isRecord(schema)) return [];
  const { items, anyOf } = schema;
  return [
    schema,
    ...(items === undefined ? [] : itself(items)),
    ...(Array.isArray(anyOf) ? anyOf.flatMap(itself) : []),
  ];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
