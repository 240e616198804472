/** The sections of a report by their titles, in their order; what stands before the first is left out. */
export function sectionsOf(page: string): Map<string, string> {
  const parts = page.split(/^(?=## )/m).filter(part => part.startsWith('## '));
  return new Map(parts.map(part => [titleOf(part), part.trimEnd()]));
}

export const titleOf = (section: string): string => section.slice(3, `${section}\n`.indexOf('\n')).trim();

/**
 * The report in which these sections are new. The others keep what was measured before, each with its own date. Sections stand
 * in the given order, those that it does not know behind.
 */
export function withNew(page: string, heading: string, fresh: readonly string[], order: readonly string[]): string {
  const sections = sectionsOf(page);
  for (const text of fresh) sections.set(titleOf(text), text.trimEnd());
  const place = (title: string): number => (order.includes(title) ? order.indexOf(title) : order.length);
  const ordered = [...sections].sort(([a], [b]) => place(a) - place(b));
  return `${[heading.trimEnd(), ...ordered.map(([, text]) => text)].join('\n\n')}\n`;
}
