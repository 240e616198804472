/** A row of a list, and one more member of it that is JSON already: what was written to be measured is not written again. */
export interface JsonRow {
  readonly row: object;
  readonly member: string;
  readonly json: string;
}

/** The list in JSON. A row has members of its own. */
export const jsonList = (rows: readonly JsonRow[]): string =>
  `[${rows.map(({ row, member, json }) => `${JSON.stringify(row).slice(0, -1)},"${member}":${json}}`).join()}]`;
