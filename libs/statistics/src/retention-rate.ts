/** (customers at end − new) / customers at start, 0…1. Without customers at the start there is no rate: null, not 0. */
export function retentionRate(atStart: number, gained: number, atEnd: number): number | null {
  return atStart === 0 ? null : (atEnd - gained) / atStart;
}
