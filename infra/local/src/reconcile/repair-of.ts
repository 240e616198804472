import Type from 'typebox';
import { Compile } from 'typebox/compile';

const readiness = Compile(Type.Object({ reasons: Type.Array(Type.String()) }));

/** Why a service is not ready, where it is `./rapport reconcile` or people that have to make it so, and waiting would not. */
export async function repairOf(readyz: string): Promise<string | undefined> {
  try {
    const response = await fetch(readyz, { signal: AbortSignal.timeout(2_000) });
    const answer: unknown = await response.json();
    if (response.ok || !readiness.Check(answer)) return undefined;
    return answer.reasons.find(reason => /\.\/rapport reconcile|backup-and-restore/.test(reason));
  } catch {
    return undefined;
  }
}
