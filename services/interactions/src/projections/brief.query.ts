import type { Messaging } from '@rapport/messaging';
import { WORK_COLUMNS, type WorkRow } from './work-items.query.ts';
import { workSeenBy, type WorkSight } from './work-sight.query.ts';

const SHOWN = 50;

/** What a team begins its day with. */
export interface BriefRows {
  readonly due: readonly WorkRow[];
  readonly atRisk: readonly WorkRow[];
  /** What was closed in the time before: how often with which outcome. */
  readonly outcomes: readonly {
    readonly task: string;
    readonly state: string;
    readonly outcome: string | null;
    readonly n: number;
    readonly inTime: number;
  }[];
  /** What was raised in the time before because something had gone wrong, by event. */
  readonly wentWrong: readonly { readonly eventType: string; readonly n: number }[];
  readonly overdue: number;
  readonly open: number;
}

/** What goes on the list of what went wrong: a limit that was passed, a promise that was not kept, a customer who was not called. */
const WENT_WRONG = [
  ...['HouseClockBreached', 'StandardBreached', 'StandardEscalated'],
  ...['PromiseBroken', 'CallBackMissed', 'PlanActionOverdue'],
];

export interface Morning {
  /** Today from its start to its end, and the start of the day that is looked back on. */
  readonly start: string;
  readonly end: string;
  readonly before: string;
}

/**
 * At risk: overdue or escalated already. Due: open, by the end of the day. The time before lasts until today begins. What is listed is
 * what somebody sees; what is counted is all of the team's.
 */
export async function briefOf(
  pool: Messaging['pool'],
  team: string,
  { start, end, before }: Morning,
  seen?: WorkSight,
): Promise<BriefRows> {
  const list = (where: string): Promise<WorkRow[]> =>
    pool
      .query<WorkRow>(
        `select ${WORK_COLUMNS} from app.work_items where team = $1 and state = 'open' and ${where} and ${workSeenBy('$2', '$3')}
         order by -priority, due_at, work_item_id limit ${SHOWN}`,
        [team, seen?.staff ?? null, seen?.teams ?? null, ...(where.includes('$4') ? [end] : [])],
      )
      .then(({ rows }) => rows);
  const outcomes = pool.query<BriefRows['outcomes'][number]>(
    `select task, state, outcome, count(*)::integer as n, count(*) filter (where closed_at <= due_at)::integer as "inTime"
     from app.work_items where team = $1 and closed_at >= $2 and closed_at < $3 and state <> 'dropped'
     group by task, state, outcome order by n desc, task, state, outcome`,
    [team, before, start],
  );
  const wentWrong = pool.query<BriefRows['wentWrong'][number]>(
    `select event_type as "eventType", count(*)::integer as n from app.work_items
     where team = $1 and event_type = any($4) and raised_at >= $2 and raised_at < $3 and state <> 'dropped' group by 1 order by n desc, 1`,
    [team, before, start, WENT_WRONG],
  );
  const counts = pool.query<{ open: number; overdue: number }>(
    `select count(*)::integer as open, count(*) filter (where due_at <= now())::integer as overdue
     from app.work_items where team = $1 and state = 'open'`,
    [team],
  );
  const [due, atRisk] = await Promise.all([
    list('due_at > now() and due_at < $4'),
    list('(due_at <= now() or escalated)'),
  ]);
  const [{ open, overdue } = { open: 0, overdue: 0 }] = (await counts).rows;
  return { due, atRisk, outcomes: (await outcomes).rows, wentWrong: (await wentWrong).rows, open, overdue };
}
