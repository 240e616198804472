import { startSink } from './start-sink.ts';

// Run as a process of the stack: port and folder are its arguments.
const [, , port = '', dir = ''] = process.argv;
const server = await startSink(Number(port), dir);
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => server.close(() => process.exit()));
