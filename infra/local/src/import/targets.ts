import { complaintsEvents, interactionsEvents } from '@rapport/contracts';
import Type, { type TObject } from 'typebox';
import { Compile } from 'typebox/compile';
import { Errors } from 'typebox/value';

export const TARGETS = [
  'historicComplaint',
  'purchase',
  'refund',
  'order',
  'delivery',
  'interaction',
  'feedback',
] as const;
export type TargetName = (typeof TARGETS)[number];

export interface Target {
  name: TargetName;
  route: string;
  /** Names of the fields that a mapping may fill, and those that it must. */
  fields: readonly string[];
  required: readonly string[];
  /** What the route calls the time of a row. */
  time: 'occurredAt' | 'deliveredAt';
  /** Whether a row tells its customer; else what it names does. */
  ofCustomer: boolean;
  /** What a row has unless its mapping says otherwise. */
  defaults: object;
  /** What is wrong with the facts of a row; null when nothing is. */
  fault(facts: object): string | null;
}

/** The facts that a row has to bring are those of the event, less what the service itself finds out. */
function target(
  name: TargetName,
  route: string,
  event: TObject,
  found: readonly string[],
  {
    defaults = {},
    time = 'occurredAt',
    ofCustomer = true,
  }: Partial<Pick<Target, 'defaults' | 'time' | 'ofCustomer'>> = {},
): Target {
  const properties = Object.fromEntries(Object.entries(event.properties).filter(([field]) => !found.includes(field)));
  const schema = Type.Object(properties, { additionalProperties: false });
  const check = Compile(schema);
  return {
    name,
    route,
    fields: Object.keys(properties),
    required: event.required?.filter(field => !found.includes(field) && !(field in defaults)) ?? [],
    time,
    ofCustomer,
    defaults,
    fault: facts => {
      if (check.Check(facts)) return null;
      const [first] = Errors(schema, facts);
      return first
        ? `${first.instancePath.slice(1).replaceAll('/', '.') || 'the row'} ${first.message}`
        : 'it has the wrong form';
    },
  };
}

const { HistoricComplaintRecorded } = complaintsEvents;
const { PurchaseMade, PurchaseRefunded, OrderPlaced, DeliveryMade, InteractionRecorded, FeedbackGiven } =
  interactionsEvents;

export const targets: Record<TargetName, Target> = {
  historicComplaint: target(
    'historicComplaint',
    '/api/complaints/v1/historic-complaints:batch',
    HistoricComplaintRecorded.schema,
    ['complaintId', 'customerId', 'flags'],
  ),
  purchase: target('purchase', '/api/interactions/v1/purchases:batch', PurchaseMade.schema, [
    'purchaseId',
    'customerId',
  ]),
  refund: target(
    'refund',
    '/api/interactions/v1/refunds:batch',
    PurchaseRefunded.schema,
    ['refundId', 'customerId', 'refunded', 'paid', 'whole'],
    { defaults: { lines: [] }, ofCustomer: false },
  ),
  order: target('order', '/api/interactions/v1/orders:batch', OrderPlaced.schema, ['orderId', 'customerId'], {
    defaults: { lines: [] },
  }),
  delivery: target(
    'delivery',
    '/api/interactions/v1/deliveries:batch',
    DeliveryMade.schema,
    ['deliveryId', 'customerId', 'deliveredAt', 'sentOnTime', 'arrivedOnTime'],
    {
      // What a file does not say was right, as the route has it.
      defaults: { quantity: 1, complete: true, documentsRight: true, damaged: false, lost: 0, accident: false },
      time: 'deliveredAt',
    },
  ),
  interaction: target('interaction', '/api/interactions/v1/interactions:batch', InteractionRecorded.schema, [
    'interactionId',
    'customerId',
    'flags',
  ]),
  feedback: target(
    'feedback',
    '/api/interactions/v1/feedback:batch',
    FeedbackGiven.schema,
    ['feedbackId', 'customerId'],
    { defaults: { answers: [] } },
  ),
};
