import { setTimeout } from 'node:timers/promises';
import type { DataSourceOptions } from 'typeorm';
import type { ProcessConfig } from './config.ts';
import { createService, type Service, type ServiceOptions } from './create-service.ts';
import { createLogger, type Logger } from './logger.ts';
import { migrate } from './migrate.ts';
import { startTelemetry } from './telemetry.ts';

const REQUESTS_MS = 4_000;
const SPANS_MS = 1_500;
const EXIT_MS = 9_500;

export interface StartOptions extends ServiceOptions {
  readonly config: ProcessConfig & { readonly DATABASE_URL?: string; readonly DATABASE_OWNER_URL?: string };
  /** The service's migrations, run before it starts; messaging's own come first. */
  readonly migrations?: NonNullable<DataSourceOptions['migrations']>;
}

/** Starts a process: migrates, listens, and drains on SIGTERM or SIGINT within ten seconds. Exits 1 when it can't start. */
export async function startService(options: StartOptions): Promise<void> {
  const { name, config, migrations } = options;
  const logger = createLogger(name, config.LOG_LEVEL);
  dieLoudly(logger);
  const telemetry = startTelemetry(name, config.OTEL_EXPORTER_OTLP_ENDPOINT, config.TRACE_SHARE);
  try {
    await bringUpToDate(config, migrations);
    const service = await createService(options);
    stopOnSignals(service, () => telemetry.stop());
    await service.app.listen(config.PORT, config.HOST);
    logger.info({ url: await service.app.getUrl() }, 'listening');
  } catch (error) {
    logger.fatal({ err: error }, 'could not start');
    process.exit(1);
  }
}

async function bringUpToDate(config: StartOptions['config'], migrations: StartOptions['migrations']): Promise<void> {
  const { DATABASE_URL: app, DATABASE_OWNER_URL: owner } = config;
  if (migrations === undefined || owner === undefined) return;
  const role = app === undefined ? '' : decodeURIComponent(new URL(app).username);
  await migrate(owner, migrations, role === '' ? undefined : role);
}

function dieLoudly(logger: Logger): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      logger.fatal({ err: error }, event);
      process.exit(1);
    });
  }
}

function stopOnSignals({ app, logger, drain }: Service, stopTelemetry: () => Promise<void>): void {
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    void setTimeout(EXIT_MS, undefined, { ref: false }).then(() => {
      logger.fatal('did not stop in time');
      process.exit(1);
    });
    await drain(REQUESTS_MS);
    await app.close();
    await Promise.race([stopTelemetry(), setTimeout(SPANS_MS, undefined, { ref: false })]).catch((error: unknown) =>
      logger.warn({ err: error }, 'the last spans were not sent'),
    );
    logger.info('stopped');
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => void stop(signal));
}
