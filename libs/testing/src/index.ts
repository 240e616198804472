export { testDatabase, type TestDatabase } from './database.ts';
export { delivery, sending, type Readers, type Told } from './delivery.ts';
export { eventually } from './eventually.ts';
export { stories, told, type Story, type ToldStory, type Totals } from './identity-story.ts';
export { logged } from './logged.ts';
export { scattered, type Sent } from './scattered.ts';
export { killScripts, startScript, type Script } from './script.ts';
export { testStack, testTopics } from './stack.ts';
export { holdsWhoIsWho } from './who-is-who.ts';
