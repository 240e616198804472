interface Answer {
  readonly dimension: string;
  readonly expectation: number;
  readonly perception: number;
}

/** Of a SERVQUAL survey: the answer that fell shortest of what was expected; nothing where none was given. */
export function widestGap(answers: readonly Answer[]): { readonly widestGap?: Answer } {
  const [worst] = answers.toSorted((a, b) => a.perception - a.expectation - (b.perception - b.expectation));
  if (!worst) return {};
  const { dimension, expectation, perception } = worst;
  return { widestGap: { dimension, expectation, perception } };
}
