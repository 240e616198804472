import { applyTopics } from '@rapport/kafka';
import { withTopics } from '@rapport/messaging';
import { exitCodes, Failure } from '../failure.ts';

const clientId = 'rapport-local';

/** The names of all topics; undefined where no broker answers. Waiting is the caller's. */
export const topicNames = (brokers: readonly string[]): Promise<string[] | undefined> =>
  withTopics({ brokers, clientId }, present => present.names()).catch(() => undefined);

export const answers = async (brokers: readonly string[]): Promise<boolean> =>
  (await topicNames(brokers)) !== undefined;

/**
 * Makes the topics what they are declared to be in @rapport/kafka, and answers which were created. Topics may have been given
 * more partitions since; all of them have the same number, since the place of a key depends on it.
 */
export async function ensureTopics(brokers: readonly string[], prefix = '', replicas?: number): Promise<string[]> {
  const { create, refuse } = await applyTopics({ brokers, prefix }, { replication: replicas });
  const [first] = refuse;
  if (first !== undefined) throw new Failure(`topic ${first.topic}: ${first.why}`, exitCodes.conflict);
  return create.map(({ name }) => name);
}

/** Deletes every topic whose name begins with the prefix: what a test run leaves behind. */
export async function deleteTopics(brokers: readonly string[], prefix: string): Promise<string[]> {
  if (prefix === '') throw new Failure('without a prefix all topics would go', exitCodes.usage);
  return withTopics({ brokers, clientId }, async present => {
    const own = (await present.names()).filter(name => name.startsWith(prefix));
    if (own.length > 0) await present.remove(own);
    return own;
  });
}
