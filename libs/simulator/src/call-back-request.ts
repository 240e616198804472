import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { Request } from './alone.ts';
import type { ItemResult } from './batch.ts';
import type { CallBack } from './contact.ts';
import type { Known } from './requests.ts';
import type { Sender } from './sender.ts';

const Closed = Compile(
  Type.Object({
    closedAt: Type.String(),
    callBacks: Type.Array(Type.Object({ callBackId: Type.String(), round: Type.String(), status: Type.String() })),
  }),
);

const WORDS = [
  'It broke again.',
  'Nobody told me what was done.',
  'It is fine now.',
  'All is well.',
  'Very well done.',
];

const none: ItemResult = { status: 'rejected', slug: 'call-back-unknown', reason: 'no such call-back is to be made' };

/** Which call-back it is only the service knows: the one of this round after this closing that waits for an answer. */
export async function callBackRequest(
  sender: Sender,
  { complaint, closedAt, round, score, at, key }: CallBack,
  { ids, source }: Known,
): Promise<Request | ItemResult | undefined> {
  const complaintId = ids.get(complaint.key);
  if (complaintId === undefined) return undefined;
  const path = `/api/complaints/v1/complaints/${complaintId}`;
  const told = await sender.get(path);
  if (!Closed.Check(told) || Date.parse(told.closedAt) !== closedAt.getTime()) return none;
  const found = told.callBacks.find(each => each.round === round && ['open', 'missed'].includes(each.status));
  if (found === undefined) return none;
  const common = { channel: 'phone', occurredAt: at.toISOString() };
  const said = score === null ? {} : { satisfied: score > 2, score, words: WORDS[score - 1] };
  return {
    path: `${path}/call-backs/${found.callBackId}/${score === null ? 'attempts' : 'answers'}`,
    body: { ...common, ...said },
    key: `${source}/${key}`,
  };
}
