export {
  loadConfig,
  readSettings,
  processSettings,
  kafkaSettings,
  databaseSettings,
  type ProcessConfig,
  type ServiceConfig,
} from './config.ts';
export { startService, type StartOptions } from './start.ts';
export { createService, type Service, type ServiceOptions } from './create-service.ts';
export { migrate } from './migrate.ts';
export { Allow, Public, ROLES, isRole, type Role } from './allow.ts';
export { Body, Param, Query } from './validation.ts';
export { Returns } from './returns.ts';
export { RawBody, Refuses } from './raw-body.ts';
export { compile, type Check } from './check.ts';
export { declareInput } from './inputs.ts';
export { DOCUMENT, type OpenApiDocument } from './openapi.controller.ts';
export { Actor, Ctx, Reply, commandContext, etag, principalOf, sent, type CommandFacts } from './actor.ts';
export { caughtUp } from './caught-up.ts';
export { answered, create, created } from './create.ts';
export { origin } from './origin.ts';
export { instant, isInCalendar } from './instant.ts';
export { TOKENS, authenticate } from './auth.guard.ts';
export { type Principal, type TokenVerifier } from './token.ts';
export {
  BATCH_LIMIT,
  handleBatch,
  Items,
  runBatch,
  type BatchResult,
  type Item,
  type ItemCommand,
  type ItemResult,
} from './batch.ts';
export { Cursor, Limit, cursorOf, page, paging, type Page } from './paging.ts';
export { itemId, newId, principalId, sourceId } from './ids.ts';
export { Problem, malformed, problemDocument, type InputError, type ProblemDocument } from './problem.ts';
export { LOGGER } from './problem.filter.ts';
export { createLogger, type Logger } from './logger.ts';
export { METRICS } from './metrics.ts';
export { DRAINING, READINESS, REMARKS, type Readiness, type Remarks } from './health.ts';
export { messagingModule } from './messaging.module.ts';
export { MESSAGING } from './messaging.token.ts';
export { textErrors } from './text.ts';
export { currentTraceparent, startTelemetry, withSpan } from './telemetry.ts';
export { Fresh } from './fresh.ts';
export { sightOf, staffSeen, type LookedAfter, type Sight, type Viewer } from './sight.ts';
export { seenBy } from './looked-after.ts';
export { sight } from './sight.projection.ts';
export { type Whose } from './sight.interceptor.ts';
export { itself, SightModule, subjectOf } from './sight.module.ts';
export { Sights, type Colleague } from './sights.ts';
export { sealedLinks, type SealedLink, type SealedLinks } from './sealed-links.ts';
export { bytesOf, sealing, uuidOf } from './sealing.ts';
