import Type from 'typebox';

const text = (description: string) => Type.Optional(Type.String({ description }));
const open = Type.Optional(Type.Object({}, { additionalProperties: true }));

/** A message as Segment's specification has it. What is not in it is dropped and counted. */
export const SegmentMessage = Type.Object(
  {
    type: text('identify, track, page, screen, group or alias; in a batch it is needed'),
    messageId: text('Sent twice under one id it is recorded once'),
    userId: text("The sender's id of a person: profile's externalId"),
    anonymousId: text("The sender's id of a device: profile's deviceId"),
    previousId: text('Of an alias'),
    groupId: text('Of a group: an enterprise'),
    event: text('What was done, of a track'),
    name: text('Of a page or screen'),
    timestamp: text('When it happened, by the clock of sentAt'),
    sentAt: text('When it was sent: what the clock of the sender is off by is corrected'),
    traits: open,
    properties: open,
    context: open,
  },
  { additionalProperties: true },
);

export const SegmentBatch = Type.Object(
  {
    batch: Type.Array(SegmentMessage, { maxItems: 5_000 }),
    sentAt: text('For all messages that do not say their own'),
    writeKey: text('Where there is no basic authentication'),
  },
  { additionalProperties: true },
);

export const CloudEventBody = Type.Unknown({
  description: 'The data of one (binary), an event (structured), or a list of events (batch)',
});
