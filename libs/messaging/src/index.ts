export { createMessaging } from './messaging.ts';
export { quiet } from './quiet.ts';
export type { Log, Messaging, MessagingOptions } from './messaging.ts';
export type { Accepted, Command, CommandContext, Outcome } from './command.ts';
export { ConflictError, KeptRefusal, UnavailableError } from './errors.ts';
export { defineProjection, definePolicy, ignored } from './handlers.ts';
export { each, ignoring } from './ignoring.ts';
export type { Handlers, Policy, Projection, Rebuild, RunnablePolicy, RunnableProjection, Wish } from './handlers.ts';
export { bulkUpsert, sorted } from './bulk-upsert.ts';
export { holdIdentity, identityMap } from './identity.ts';
export { markChanged, type ReadDocuments } from './compacted.ts';
export { createPool, isTransient, transaction, type Tx } from './pool.ts';
export { migrateMessaging } from './migrate.ts';
export { newId } from './new-id.ts';
export { named, sourceId } from './source-id.ts';
export { keepRows, type Standing } from './keep-rows.ts';
export { MESSAGING_SCHEMA } from './schema.sql.ts';
export { FUNCTIONS as MESSAGING_FUNCTIONS, READ as MESSAGING_READ, WRITE as MESSAGING_WRITE } from './write.sql.ts';
export { askTogether } from './ask-together.ts';
export { applyBatch } from './apply-batch.ts';
export { boundsOf, createSender, joinGroup, partitionOf, tail, type Fetched, type Stamped } from './kafka.ts';
export { withTopics, type Topics, type TopicState } from './topics.ts';
export { readFrom, type Reader, type Topic } from './reader.ts';
export { fromMessage, toMessage, type Message } from './cloud-event.ts';
export { DUE as MESSAGING_DUE } from './timer.ts';
export { Lease } from './lease.ts';
export {
  gathered,
  momentOf,
  notPublishedSince,
  pauseRelay,
  publishAgain,
  readTo,
  relayRests,
  resumeRelay,
  widening,
  writeTo,
} from './relay-pause.ts';
export { LeasedLoop } from './leased-loop.ts';
export { Loop } from './loop.ts';
export type { Loaded } from './streams.ts';
export type { Dropped, Parked, ParkedFilter, ParkedMessage, ParkedSummary } from './parked.ts';
export type { ParkedEvents, ParkingAction, ParkingFigures, RetryAnswer } from './parked-events.ts';
export type { Failed, Key, RetryWhat } from './retry-parked.ts';
export type { Refused, RefusedCommands, RefusedCount } from './refused.ts';
export type { Fill } from './gap.ts';
export type { Exported } from './exported.ts';
export type { Removal, RetentionRule } from './retention.ts';
export type { Erasing, PersonalPlaces } from './erasing.ts';
export type { Build, BuildWish, Origin, Rebuildable, Stage } from './rebuild/builds.ts';
export type { Compared, Example } from './rebuild/compare.ts';
export type { Rebuilds } from './rebuild/rebuilds.ts';
export type { Conflict } from './judge-messages.ts';
export type { Progress, Reconciling, TakenBackStream } from './reconcile.ts';
export type { Survey } from './survey.ts';
