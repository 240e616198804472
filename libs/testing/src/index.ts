export { testDatabase, type TestDatabase } from './database.ts';
export { delivery, type Readers, type Told } from './delivery.ts';
export { eventually } from './eventually.ts';
export { killScripts, startScript, type Script } from './script.ts';
export { testStack, testTopics } from './stack.ts';
