/** The local stack for programs: specs and benches run one of their own beside the demo's, in another folder. */
export { Failure, exitCodes } from './failure.ts';
export { signToken, type Issuer, type Role, type TokenRequest } from './issuer.ts';
export { deleteTopics, ensureTopics } from './kafka/topics.ts';
export { defaultDir, placesOf, repositoryRoot } from './paths.ts';
export { serviceNames, type Ports, type ServiceName } from './ports.ts';
export type { Databases, DatabaseUrls } from './postgres/databases.ts';
export type { Connections } from './stack/connections.ts';
export { attach, startKafka, startPostgres, startStack, type Stack, type StackOptions } from './stack/programmatic.ts';
export { serviceEnvironment } from './stack/services.ts';
