import { dirname } from 'node:path';
import { diffDeck, syncDeck } from '@konduct/operations/deck/gateway';
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
import { itemsOf, type Konnect, startKonnect } from './konnect.ts';
import { commandLine, runProgram } from './program.ts';
import type { Row, RunEnd, Scene } from './row.ts';
import { openWire } from './wire.ts';

const token = 'kpat_Hd6Yw2RzT9bNq4XkV7mS';
const team = 'konnect/kong-air/envs/dev/teams/passenger-services';
const deck = await findDeck();
const environment = { PATH: `${dirname(deck ?? '')}:${process.env.PATH}`, KONG_AIR_KONNECT_TOKEN: token };
const runContext = {
  environment,
  maskSecret: () => {},
  onProgress: () => {},
  signal: new AbortController().signal,
};

/** Rows about decK and one control plane: our own calls and decK's count together. */
export const deckRows: readonly Row[] = [deckRow('deck sync', false), deckRow('deck sync of a change', true)];

/** @param isChange whether the control plane was synced before, from files that have changed since */
function deckRow(name: string, isChange: boolean): Row {
  let platform: PlatformDirectory | undefined;
  let start: Snapshot | undefined;
  return {
    name,
    secrets: [token],
    lacks: async () => (deck === undefined ? 'decK is not installed: run `npm run tools`' : undefined),
    async prepare() {
      platform = copyExample();
      changes.removeTeam(platform);
      const simulator = await startSimulator();
      await somebody(simulator, token, 'POST', '/us/v2/control-planes', { name: 'passenger-services-dev' });
      if (isChange) {
        const { succeeded, said } = await sync(platform, simulator.url);
        if (!succeeded) throw new Error(`the first sync failed: ${said}`);
        await change(platform);
      }
      start = simulator.state();
      await simulator.close();
    },
    async begin(): Promise<Scene> {
      if (!platform) throw new Error(`${name} is not prepared`);
      const files = platform;
      const konnect = await startKonnect(start);
      return {
        disturbed: (disturbance) => onWire(konnect, disturbance, (url) => sync(files, url)),
        process: (disturbance) =>
          onWire(konnect, disturbance, (url) => {
            const where = ['--environments', 'dev', '--konnect-url', `${url}/{region}`];
            const args = ['deck', 'sync', ...where, '--yes', '--format', 'json'];
            return runProgram(commandLine, args, { cwd: files.workspace, environment }, disturbance);
          }),
        undisturbed: () => syncUntilEqual(files, konnect.url),
        content: async () => itemsOf(konnect.state(), token),
        close: () => konnect.close(),
      };
    },
    end: async () => platform?.remove(),
  };
}

/** A service, a route and a plugin more. */
async function change(platform: PlatformDirectory): Promise<void> {
  platform.write(
    `${team}/deck/extra.yaml`,
    `_format_version: "3.0"
services:
- name: extra
  url: https://extra.example
  routes:
  - {name: extra, paths: [/extra]}
plugins:
- {name: correlation-id, config: {header_name: X-Request-Id}}
`,
  );
  const report = await renderDeck({ ...optionsFor(platform.workspace), check: false }, runContext);
  if (report.exitCode !== 0) throw new Error(`rendering failed: ${JSON.stringify(report.diagnostics)}`);
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
});

async function sync(platform: PlatformDirectory, url: string): Promise<RunEnd> {
  return endOf(await syncDeck(optionsOf(platform, url), runContext, { baseDelay: 1, settle: 40 }));
}

/** A sync, and a diff that says whether it left anything to do. */
async function syncUntilEqual(platform: PlatformDirectory, url: string): Promise<RunEnd> {
  const synced = await sync(platform, url);
  const { said, atRest } = endOf(await diffDeck(optionsOf(platform, url), runContext));
  return { succeeded: synced.succeeded, atRest: synced.succeeded && atRest, said: `${synced.said}\n${said}` };
}

function endOf(report: DeckReport): RunEnd {
  const { creates, takeovers, updates, deletes } = report.summary;
  const succeeded = report.exitCode === 0;
  return {
    succeeded,
    atRest: succeeded && creates + takeovers + updates + deletes === 0,
    said: JSON.stringify(report),
  };
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
