import { setTimeout as delay } from 'node:timers/promises';
import type { RunReport } from '@konduct/core/run/reconciliation';
import { startSimulator } from '@konduct/simulator/simulator';
import type { Snapshot } from '@konduct/simulator/snapshot';
import { putGatewayServices } from '../../test/e2e/gateway.ts';
import type { PlatformDirectory } from '../../test/e2e/platform-directory.ts';
import { apply } from '../../test/e2e/run.ts';
import { somebody } from '../../test/e2e/somebody.ts';
import { told } from '../../test/e2e/told.ts';
import type { Disturbance } from './disturbance.ts';
import { crossing, whole } from './interlude.ts';
import { kongAirStates } from './kong-air-states.ts';
import { itemsOf, type Konnect, startKonnect } from './konnect.ts';
import { type Commit, type PlatformStates, smallStates } from './platform-states.ts';
import { commandLine, runProgram } from './program.ts';
import type { Row, RunEnd, Scene } from './row.ts';
import { openWire } from './wire.ts';

/** The commits of the platform that a row applies, and when. */
interface History {
  readonly name: string;
  /** The platform; the small one by default. */
  readonly states?: PlatformStates;
  /** Applied before, with a gateway that is not linked yet. Absent: nothing is applied before. */
  readonly before?: Commit;
  readonly disturbed: Commit;
  /** Applied by another run while the disturbed run waits. */
  readonly meanwhile?: Commit;
  /** The number of writes of that other apply, if it is held before one of them until the disturbed run ends. */
  readonly crossings?: number;
  /** Applied until no change is left. */
  readonly last: Commit;
  /**
   * The orphans to delete; by default only withdrawn access. A killed run may also leave an object that another run
   * created: the next run removes the newer of the two if it may delete.
   */
  readonly prune?: Prune;
  /** Whether runs take the lease; by default where no other run is in the history. */
  readonly lock?: boolean;
}

const histories: readonly History[] = [
  { name: 'first apply', disturbed: 'first', last: 'first' },
  { name: 'update', before: 'first', disturbed: 'second', last: 'second' },
  { name: 'update then revert', before: 'first', disturbed: 'second', last: 'first' },
  { name: 'new version', before: 'first', disturbed: 'new version', last: 'new version' },
  { name: 'new version then revert', before: 'first', disturbed: 'new version', last: 'first' },
  { name: 'client secret', before: 'with a secret', disturbed: 'with a new secret', last: 'with a new secret' },
  {
    name: 'client secret then revert',
    before: 'with a secret',
    disturbed: 'with a new secret',
    last: 'with a secret',
  },
  { name: 'removal', before: 'first', disturbed: 'less', last: 'less', prune: 'all' },
  {
    name: 'Kong Air',
    states: kongAirStates,
    before: 'first',
    disturbed: 'second',
    last: 'second',
    prune: 'all',
  },
  {
    name: 'Kong Air then revert',
    states: kongAirStates,
    before: 'first',
    disturbed: 'second',
    last: 'first',
    prune: 'all',
  },
  { name: 'two first applies', disturbed: 'first', meanwhile: 'first', last: 'first', prune: 'all' },
  { name: 'two updates and the other wins', before: 'first', disturbed: 'second', meanwhile: 'third', last: 'third' },
  {
    name: 'two updates and the held one wins',
    before: 'first',
    disturbed: 'second',
    meanwhile: 'third',
    last: 'second',
  },
  {
    name: 'two crossing first applies',
    disturbed: 'first',
    meanwhile: 'first',
    crossings: 14,
    last: 'first',
    prune: 'all',
  },
  {
    name: 'two crossing updates and the other wins',
    before: 'first',
    disturbed: 'second',
    meanwhile: 'third',
    crossings: 9,
    last: 'third',
  },
  {
    name: 'two crossing updates and the held one wins',
    before: 'first',
    disturbed: 'second',
    meanwhile: 'third',
    crossings: 9,
    last: 'second',
  },
  { name: 'two first applies with leases', disturbed: 'first', meanwhile: 'first', last: 'first', lock: true },
  {
    name: 'two updates with leases',
    before: 'first',
    disturbed: 'second',
    meanwhile: 'third',
    last: 'third',
    lock: true,
  },
];

type Prune = 'access' | 'all';

/** The rows about Konnect and manifests. */
export const applyRows: readonly Row[] = histories.map(applyRow);

/**
 * As many attempts as in production, on a clock that pauses move on, so that they take hardly any time.
 *
 * @param ahead how far the clock is ahead at first, in milliseconds
 */
function patienceFrom(ahead: number) {
  let skipped = ahead;
  return {
    ...{ baseDelay: 1, settle: 40, patience: 20_000 },
    now: () => Date.now() + skipped,
    async sleep(time: number) {
      const real = Math.min(time, 2);
      await delay(real);
      skipped += time - real;
    },
  };
}

/** How much later the runs after the disturbed one are, in milliseconds: a lease that was left behind has ended by then. */
const later = 600_000;

interface Settings {
  readonly environment: Readonly<Record<string, string>>;
  readonly prune?: Prune;
  readonly lock?: boolean;
  /** How far the clock of the run is ahead, in milliseconds. */
  readonly ahead?: number;
}

function applyRow({ name, before, disturbed, meanwhile, crossings, last, ...given }: History): Row {
  const { prune = 'access', lock = meanwhile === undefined, states = smallStates } = given;
  const settings = { prune, lock, environment: states.environment };
  const platforms = new Map<Commit, PlatformDirectory>();
  let start: Snapshot | undefined;
  const at = (commit: Commit): PlatformDirectory => {
    const platform = platforms.get(commit) ?? states.checkOut(commit);
    platforms.set(commit, platform);
    return platform;
  };
  return {
    name,
    secrets: states.secrets,
    lacks: async () => undefined,
    async prepare() {
      if (before) start = await begun(at(before), states);
    },
    async begin(): Promise<Scene> {
      const konnect = await startKonnect(start);
      const other = (commit: Commit) => (turn: number) =>
        crossings === undefined
          ? whole(() => applyTo(at(commit), konnect.url, settings))
          : crossing(turn % crossings, (held) => disturbedApply(at(commit), konnect, settings, held));
      return {
        disturbed: (disturbance) => disturbedApply(at(disturbed), konnect, settings, disturbance),
        process: (disturbance) => killableApply(at(disturbed), konnect, settings, disturbance),
        undisturbed: () => applyTo(at(last), konnect.url, { ...settings, ahead: later }),
        ...(meanwhile ? { interlude: other(meanwhile) } : {}),
        content: async () => itemsOf(konnect.state(), states.token),
        close: () => konnect.close(),
      };
    },
    async end() {
      for (const platform of platforms.values()) platform.remove();
      platforms.clear();
    },
  };
}

/** The contents of Konnect after a first apply, a sync of the gateways, and an apply that links to their services. */
async function begun(
  platform: PlatformDirectory,
  { token, environment, people, gateways }: PlatformStates,
): Promise<Snapshot> {
  const simulator = await startSimulator();
  for (const email of people) await somebody(simulator, token, 'POST', '/global/v3/invites', { email });
  const { said } = await applyTo(platform, simulator.url, { environment });
  if (!(await applyTo(platform, simulator.url, { environment })).atRest)
    throw new Error(`the first apply is not at rest:\n${said}`);
  await putGatewayServices(simulator, token, gateways);
  const state = simulator.state();
  await simulator.close();
  return state;
}

async function applyTo(
  platform: PlatformDirectory,
  url: string,
  { environment, prune = 'access', lock = true, ahead = 0 }: Settings,
): Promise<RunEnd> {
  const lines: string[] = [];
  const report = await apply(
    platform,
    { konnectUrl: `${url}/{region}` },
    {
      environment,
      patience: patienceFrom(ahead),
      prune,
      lock,
      onProgress: (progress) => void lines.push(JSON.stringify(progress)),
    },
  );
  return { succeeded: report.exitCode === 0, atRest: isAtRest(report), said: [...lines, told(report)].join('\n') };
}

/** Whether a run had nothing to do. Changes that wait for a gateway do not count. */
function isAtRest({ exitCode, summary }: RunReport): boolean {
  const { create, update, replace, adopt, delete: deleted, blocked } = summary;
  return exitCode === 0 && create + update + replace + adopt + deleted + blocked === 0;
}

function disturbedApply(
  platform: PlatformDirectory,
  konnect: Konnect,
  settings: Settings,
  disturbance: Disturbance,
): Promise<RunEnd> {
  return overWire(konnect, disturbance, (url) => applyTo(platform, url, settings));
}

function killableApply(
  platform: PlatformDirectory,
  konnect: Konnect,
  { environment, prune = 'access', lock = true }: Settings,
  disturbance: Disturbance,
): Promise<RunEnd> {
  return overWire(konnect, disturbance, (url) => {
    const options = ['--prune', prune, ...(lock ? [] : ['--no-lock'])];
    const args = ['apply', '--konnect-url', `${url}/{region}`, ...options, '--format', 'json'];
    return runProgram(commandLine, args, { cwd: platform.workspace, environment }, disturbance);
  });
}

/** Runs a function whose requests to Konnect pass through a disturbance. */
async function overWire(
  konnect: Konnect,
  disturbance: Disturbance,
  run: (url: string) => Promise<RunEnd>,
): Promise<RunEnd> {
  const wire = await openWire(konnect.url, disturbance);
  try {
    return await run(wire.url);
  } finally {
    await wire.close();
  }
}
