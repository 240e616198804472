/** The local stack for programs: specs and benches run one of their own beside the demo's, in another folder. */
export { Failure, exitCodes, messageOf } from './failure.ts';
export { isAlive } from './identity.ts';
export { interruptSignal } from './interrupt.ts';
export { signToken, type Issuer, type Role, type TokenRequest } from './issuer.ts';
export { launchBroker } from './kafka/broker.ts';
export { answers, deleteTopics, ensureTopics } from './kafka/topics.ts';
export { withLock } from './lock.ts';
export { paint, print, printJson, say, tableOf } from './output.ts';
export { defaultDir, placesOf, repositoryRoot, type Places } from './paths.ts';
export { serviceNames, type Ports, type ServiceName } from './ports.ts';
export { launch, logOf, stopProcess, type ProcessRecord } from './processes.ts';
export type { Databases, DatabaseUrls } from './postgres/databases.ts';
export { servicesAt, type Connections } from './stack/connections.ts';
export { bringDown, purge } from './stack/down.ts';
export { attach, startKafka, startPostgres, startStack, type Stack, type StackOptions } from './stack/programmatic.ts';
export { serviceEnvironment } from './stack/services.ts';
export { answersOk } from './wait.ts';
