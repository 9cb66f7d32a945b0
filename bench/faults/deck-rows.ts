import { dirname } from 'node:path';
import { isUnchanged } from '@konduct/deck/gateway/change';
import { syncDeck } from '@konduct/operations/deck/gateway';
import { renderDeck } from '@konduct/operations/deck/render';
import type { DeckReport } from '@konduct/operations/deck/report';
import { optionsFor } from '@konduct/operations/options.fixture';
import { startSimulator } from '@konduct/simulator/simulator';
import type { Snapshot } from '@konduct/simulator/snapshot';
import { findDeck } from '../../test/deck/deck.ts';
import { copyExample } from '../../test/e2e/example.ts';
import { changes } from '../../test/e2e/kong-air-changes.ts';
import type { PlatformDirectory } from '../../test/e2e/platform-directory.ts';
import { somebody } from '../../test/e2e/somebody.ts';
import type { Disturbance } from './disturbance.ts';
import { crossing } from './interlude.ts';
import { itemsOf, type Konnect, startKonnect } from './konnect.ts';
import { commandLine, runProgram } from './program.ts';
import type { Row, RunEnd, Scene } from './row.ts';
import { openWire } from './wire.ts';

const token = 'kpat_Hd6Yw2RzT9bNq4XkV7mS';
const teams = 'konnect/teams.yaml';
const team = 'konnect/kong-air/envs/dev/teams/passenger-services';
const deck = await findDeck();
const environment = { PATH: `${dirname(deck ?? '')}:${process.env.PATH}`, KONG_AIR_KONNECT_TOKEN: token };
const runContext = {
  environment,
  maskSecret: () => {},
  onProgress: () => {},
  signal: new AbortController().signal,
};

/** The versions of one team's files. */
type Commit = 'first' | 'second' | 'third';

/** The commits that a row syncs, and when. */
interface History {
  readonly name: string;
  /** Synced before. Absent: nothing is synced before. */
  readonly before?: Commit;
  readonly disturbed: Commit;
  /** Synced by another run, which is held before one of its `writes` until the disturbed run ends. */
  readonly meanwhile?: { readonly commit: Commit; readonly writes: number };
  /** Synced until no change is left. */
  readonly last: Commit;
}

const histories: readonly History[] = [
  { name: 'deck sync', disturbed: 'first', last: 'first' },
  { name: 'deck sync of a change', before: 'first', disturbed: 'second', last: 'second' },
  { name: 'deck sync then revert', before: 'first', disturbed: 'second', last: 'first' },
  {
    name: 'two crossing deck syncs',
    before: 'first',
    disturbed: 'second',
    meanwhile: { commit: 'third', writes: 4 },
    last: 'third',
  },
];

/** The rows about decK and one control plane. Our own calls and decK's count together. */
export const deckRows: readonly Row[] = histories.map(deckRow);

function deckRow({ name, before, disturbed, meanwhile, last }: History): Row {
  const platforms = new Map<Commit, PlatformDirectory>();
  let start: Snapshot | undefined;
  const at = (commit: Commit): PlatformDirectory => {
    const platform = platforms.get(commit);
    if (!platform) throw new Error(`${name} is not prepared`);
    return platform;
  };
  return {
    name,
    secrets: [token],
    lacks: async () => (deck === undefined ? 'decK is not installed: run `npm run tools`' : undefined),
    async prepare() {
      for (const commit of [before, disturbed, meanwhile?.commit, last])
        if (commit && !platforms.has(commit)) platforms.set(commit, await checkOut(commit));
      const simulator = await startSimulator();
      await somebody(simulator, token, 'POST', '/us/v2/control-planes', { name: 'passenger-services-dev' });
      if (before) {
        const { succeeded, said } = await sync(at(before), simulator.url);
        if (!succeeded) throw new Error(`the first sync failed: ${said}`);
      }
      start = simulator.state();
      await simulator.close();
    },
    async begin(): Promise<Scene> {
      const konnect = await startKonnect(start);
      const disturbedSync = (commit: Commit, disturbance: Disturbance) =>
        onWire(konnect, disturbance, (url) => sync(at(commit), url));
      const other = ({ commit, writes }: NonNullable<typeof meanwhile>) => ({
        interlude: (turn: number) => crossing(turn % writes, (held) => disturbedSync(commit, held)),
      });
      return {
        disturbed: (disturbance) => disturbedSync(disturbed, disturbance),
        process: (disturbance) =>
          onWire(konnect, disturbance, (url) => {
            const where = ['--environments', 'dev', '--konnect-url', `${url}/{region}`];
            const args = ['deck', 'sync', ...where, '--yes', '--format', 'json'];
            return runProgram(commandLine, args, { cwd: at(disturbed).workspace, environment }, disturbance);
          }),
        undisturbed: () => sync(at(last), konnect.url),
        ...(meanwhile ? other(meanwhile) : {}),
        content: async () => itemsOf(konnect.state(), token),
        close: () => konnect.close(),
      };
    },
    async end() {
      for (const platform of platforms.values()) platform.remove();
      platforms.clear();
    },
  };
}

/** One rendered team with one service; later commits add a service, a route and a plugin. */
async function checkOut(commit: Commit): Promise<PlatformDirectory> {
  const platform = copyExample();
  changes.removeTeam(platform);
  const [bookings] = /^ {6}kong-air\/bookings:\n(?: {8}.*\n)+/m.exec(platform.read(teams)) ?? [];
  platform.edit(teams, bookings ?? '', '');
  if (commit !== 'first') platform.write(`${team}/deck/extra.yaml`, extra(commit));
  const report = await renderDeck({ ...optionsFor(platform.workspace), check: false }, runContext);
  if (report.exitCode !== 0) throw new Error(`rendering failed: ${JSON.stringify(report.diagnostics)}`);
  return platform;
}

/** The entities that both later commits add, with other values in each. */
function extra(word: string): string {
  return `_format_version: "3.0"
services:
- name: extra
  url: https://${word}.example
  routes:
  - {name: extra-${word}, paths: [/extra]}
plugins:
- {name: correlation-id, config: {header_name: X-${word}}}
`;
}

const optionsOf = (platform: PlatformDirectory, url: string) => ({
  ...optionsFor(platform.workspace),
  environments: ['dev'],
  konnectUrl: `${url}/{region}`,
  adopt: 'by-name' as const,
  concurrency: 4,
  skipWithoutSecrets: false,
  detailedExitCode: false,
  allowDeletes: false,
  forceDelete: [],
});

async function sync(platform: PlatformDirectory, url: string): Promise<RunEnd> {
  return endOf(await syncDeck(optionsOf(platform, url), runContext, { baseDelay: 1, settle: 40 }));
}

/** The end of a sync. It is at rest if its diff was empty. */
function endOf(report: DeckReport): RunEnd {
  const succeeded = report.exitCode === 0;
  const atRest = succeeded && report.controlPlanes.every(({ diff }) => diff !== undefined && isUnchanged(diff.summary));
  return { succeeded, atRest, said: JSON.stringify(report) };
}

async function onWire(
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
