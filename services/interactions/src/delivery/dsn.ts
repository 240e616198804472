import PostalMime from 'postal-mime';

/** What a mail system tells of a message of ours (RFC 3464). */
export interface DeliveryStatus {
  /** Undefined where it does not tell which message it is about. */
  readonly messageId: string | undefined;
  readonly action: 'failed' | 'delayed' | 'delivered';
  /** RFC 3463, such as 5.1.1. */
  readonly status: string;
}

const MOST_PARTS = 50;

/** Reads a mail; undefined where it is no delivery status notification. */
export async function readDsn(mail: string): Promise<DeliveryStatus | undefined> {
  const parsed = await PostalMime.parse(mail, { attachmentEncoding: 'utf8', forceRfc822Attachments: true }).catch(
    () => undefined,
  );
  const parts = parsed?.attachments.slice(0, MOST_PARTS) ?? [];
  const report = parts.find(({ mimeType }) => mimeType.toLowerCase() === 'message/delivery-status');
  if (report === undefined || typeof report.content !== 'string') return undefined;
  const fields = fieldsIn(report.content);
  const action = ACTIONS.find(known => known === fields.get('action')?.toLowerCase());
  const status = /^[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0];
  if (action === undefined || status === undefined) return undefined;
  return {
    messageId: idIn(fields.get('original-envelope-id')) ?? idIn(recipients(mail)) ?? originalId(mail),
    action,
    status,
  };
}

const ACTIONS = ['failed', 'delayed', 'delivered'] as const;

/** The fields of all groups together, the first of a name; lines that go on are one. */
function fieldsIn(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, name, value] = /^([A-Za-z][A-Za-z0-9-]*):\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined && !fields.has(name.toLowerCase()))
      fields.set(name.toLowerCase(), value.trim());
  }
  return fields;
}

/** To whom the notification itself went: our address for bounces, with the id of the message before its @. */
const recipients = (mail: string): string =>
  (/^(?:[\s\S]*?)(?:\r?\n\r?\n|$)/.exec(mail)?.[0] ?? '')
    .split(/\r?\n/)
    .filter(line => /^(?:to|delivered-to|x-original-to):/i.test(line))
    .join('\n');

/** The Message-ID of what came back, which has our id before its @. */
const originalId = (mail: string): string | undefined =>
  [...mail.matchAll(/^(?:message-id):\s*<([0-9a-f-]{36})@/gim)].map(([, id]) => idIn(id)).find(id => id !== undefined);

function idIn(text: string | undefined): string | undefined {
  const hex = /([0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12})/i.exec(text ?? '')?.[1];
  return hex
    ?.toLowerCase()
    .replaceAll('-', '')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
