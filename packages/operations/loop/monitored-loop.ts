import { withoutCredentials } from '@konduct/core/manifest/remote';
import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';
import { healthOf } from './health.ts';
import { Loop, type LoopClock, realClock } from './loop.ts';
import { LoopMetrics } from './metrics.ts';
import type { Round } from './round.ts';
import type { RoundReport } from './round-report.ts';
import { type MonitorServer, startMonitorServer } from './server.ts';
import type { LoopSettings } from './settings.ts';
import { folderSource, repositorySource } from './source.ts';

export interface MonitoredLoopOptions {
  readonly settings: LoopSettings;
  /** The folder whose files are used where the settings name no repository. */
  readonly workingDirectory: string;
  readonly environment: EnvironmentVariables;
  readonly maskSecret: (value: string) => void;
  /** Ends the loop. */
  readonly signal: AbortSignal;
  /** Called after each round. */
  readonly onRound: (round: Round) => void;
  /** One round. It calls `sign` while it goes on. */
  readonly operation: (directory: string, signal: AbortSignal, sign: () => void) => Promise<RoundReport>;
  readonly clock?: LoopClock;
}

export interface MonitoredLoop {
  /** What the loop does, in lines for people. */
  readonly greeting: readonly string[];
  /** Resolves when the signal has fired and the round in progress has ended. Rejects as {@link Loop.run}. */
  readonly ended: Promise<void>;
}

/**
 * Starts a loop, and answers monitors for as long as it runs if the settings say where.
 *
 * @throws UserError when the address cannot be listened on
 */
export async function startMonitoredLoop(options: MonitoredLoopOptions): Promise<MonitoredLoop> {
  const { settings, workingDirectory, environment, maskSecret, signal, operation, clock = realClock } = options;
  const { interval, repository, listen } = settings;
  const metrics = new LoopMetrics();
  // Before the server, which a signal would find without a loop.
  const source = repository
    ? await repositorySource({ ...repository, environment, maskSecret })
    : folderSource(workingDirectory);
  const loop: Loop = new Loop({
    interval,
    source,
    signal,
    clock,
    operation: (directory, own) => operation(directory, own, loop.sign),
    onRound(round) {
      metrics.add(round);
      options.onRound(round);
    },
  });
  let server: MonitorServer | undefined;
  try {
    server =
      listen &&
      (await startMonitorServer(listen, {
        '/health': async () => {
          const { isAlive, body } = healthOf(loop.state, clock.now());
          return { status: isAlive ? 200 : 503, type: 'application/json', body };
        },
        '/metrics': async () => ({ status: 200, type: metrics.contentType, body: await metrics.text() }),
      }));
  } catch (error) {
    await source.close();
    throw error;
  }
  const what = repository ? withoutCredentials(repository.remote) : 'the files of this folder';
  return {
    greeting: [
      `A round every ${interval / 1000} s with ${what}, until SIGTERM or Ctrl-C.`,
      ...(server ? [`Listening on ${server.url}: /health and /metrics.`] : []),
    ],
    ended: loop.run().finally(() => server?.close()),
  };
}
