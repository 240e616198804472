/** A delivery status notification (RFC 3464) as a mail system sends it. */
export const dsn = (
  fields: { to?: string; envelope?: string; action?: string; status?: string; original?: string } = {},
): string => {
  const { to = 'bounce@rapport.example', envelope, action = 'failed', status = '5.1.1', original } = fields;
  return [
    'From: MAILER-DAEMON@mx.example.org',
    `To: ${to}`,
    'Subject: Undelivered Mail',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
    '',
    '--b1',
    'Content-Type: text/plain',
    '',
    'Your mail could not be delivered.',
    '--b1',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.org',
    ...(envelope === undefined ? [] : [`Original-Envelope-Id: ${envelope}`]),
    '',
    'Final-Recipient: rfc822; ana@example.org',
    `Action: ${action}`,
    `Status: ${status}`,
    'Diagnostic-Code: smtp; 550 5.1.1',
    '  no such user',
    '--b1',
    'Content-Type: text/rfc822-headers',
    '',
    ...(original === undefined ? [] : [`Message-ID: <${original}@rapport.example>`]),
    'Subject: How did we do?',
    '--b1--',
    '',
  ].join('\r\n');
};
