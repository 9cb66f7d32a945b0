import { getEventListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { LoopClock } from '@konduct/operations/loop/loop';
import { startMonitoredLoop } from '@konduct/operations/loop/monitored-loop';
import type { Round } from '@konduct/operations/loop/round';
import { reconcileRound } from '@konduct/operations/loop/round-report';
import { optionsFor } from '@konduct/operations/options.fixture';
import { reconcile } from '@konduct/operations/reconcile/reconcile';
import { runContextFor } from '@konduct/operations/reconcile/run-context';
import { Waiting } from '@konduct/operations/waiting';
import { impatient } from '../e2e/run.ts';
import type { PauseMessage } from './message.ts';

// A loop in a process of its own, with everything but its clock as in `konduct apply --every`: at each pause it tells its
// parent how it is, and goes on when it is told to, without waiting for the time to pass.

const [remote = '', konnectUrl = '', port = ''] = process.argv.slice(2);
const { gc } = globalThis;
if (!gc || !process.send) throw new Error('it is to be forked with --expose-gc');

const stop = new AbortController();
let rounds: Round[] = [];
/** The time that pauses would have taken. */
let skipped = 0;

const clock: LoopClock = {
  now: () => Date.now() + skipped,
  random: () => 0,
  async pause(time) {
    skipped += time;
    // Sockets that were closed are gone in the next turns of the event loop.
    await delay(20);
    gc();
    gc();
    tell();
    rounds = [];
    await new Promise<void>((resolve) => {
      process.once('message', (word) => {
        if (word === 'stop') stop.abort();
        resolve();
      });
    });
  },
};

function tell(): void {
  const { heapUsed, rss } = process.memoryUsage();
  const message: PauseMessage = {
    rounds: rounds.map(({ outcome, isNews, commit }) => ({ outcome, isNews, commit })),
    heap: heapUsed,
    resident: rss,
    handles: process.getActiveResourcesInfo().length,
    listeners:
      getEventListeners(stop.signal, 'abort').length +
      process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
  };
  process.send?.(message);
}

const loop = await startMonitoredLoop({
  settings: {
    interval: 60_000,
    repository: { remote, branch: undefined },
    listen: { host: '127.0.0.1', port: Number(port) },
  },
  workingDirectory: '/',
  environment: process.env,
  maskSecret: () => {},
  signal: stop.signal,
  clock,
  onRound: (round) => rounds.push(round),
  async operation(directory, signal, sign) {
    const waiting = new Waiting(() => {}, sign);
    const place = { environment: process.env, maskSecret: () => {}, signal, waiting };
    const options = {
      ...optionsFor(directory),
      mode: 'apply',
      konnectUrl,
      adopt: 'by-name',
      prune: 'all',
      allowDeletes: true,
      concurrency: 8,
      detailedExitCode: false,
      skipWithoutSecrets: false,
    } as const;
    try {
      // A lease that a round could not give back ends by the clock of the loop.
      const patience = { ...impatient, now: clock.now };
      return reconcileRound(await reconcile(options, runContextFor(place, sign), patience));
    } finally {
      waiting.end();
    }
  },
});
const orphaned = () => process.exit(1);
process.once('disconnect', orphaned);
await loop.ended;
process.off('disconnect', orphaned);
process.disconnect();
