interface Outcome {
  readonly refused: boolean;
  readonly id: string;
  readonly sequence: number;
}

/** What became of the items of a batch, by their places. What failed by no fault of its own is left out: it may be sent again. */
export function outcomesOf({ results }: Readonly<Record<string, unknown>>): Map<number, Outcome> {
  const outcomes = new Map<number, Outcome>();
  for (const result of Array.isArray(results) ? results : []) {
    if (!isRecord(result)) continue;
    const { index, status, id, sequence, problem } = result;
    const refused = status === 'rejected';
    if (typeof index !== 'number' || (refused && isPassing(problem))) continue;
    outcomes.set(index, { refused, id: String(id), sequence: Number(sequence) });
  }
  return outcomes;
}

const isPassing = (problem: unknown): boolean =>
  !isRecord(problem) || Number(problem['status']) >= 500 || problem['status'] === 409 || problem['status'] === 429;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
