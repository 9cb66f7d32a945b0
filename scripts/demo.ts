import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { startSimulator } from '../packages/simulator/simulator.ts';
import { heading, type Konduct, konductIn } from './demo/konduct.ts';
import { copyPlatform, type Platform } from './demo/platform.ts';
import { createServiceRepositories, startOver } from './demo/service-repositories.ts';
import { findTool } from './tools/place.ts';

// `npm run demo`: Kong Air from the repositories of its services to a Konnect on this machine, with the program that
// people install. It succeeds only if a second plan is empty. Needs Node and git; with decK it includes gateways.

const root = join(import.meta.dirname, '..');
const program = join(root, 'dist/cli/index.js');
const example = join(root, 'action-examples/kong-air');

/** Builds decK if Go is installed. That takes some minutes once; later runs find it in the user's cache. */
async function buildDeck(): Promise<string | undefined> {
  if (spawnSync('go', ['version']).status === 0) {
    console.log('decK is not here yet. Building it with Go, once; this takes some minutes.');
    spawnSync(process.execPath, [join(root, 'scripts/tools.ts'), 'deck'], { stdio: 'inherit' });
    const built = await findTool('deck');
    if (built !== undefined) return built;
  }
  console.log('decK is not here, so this is the part without it: nothing is staged or synced to gateways.');
  console.log('Install Go, or put decK on the PATH, for all of it.');
  return undefined;
}

async function main(): Promise<void> {
  const start = performance.now();
  if (!existsSync(program)) throw new Error('dist/ is not built: run `npm run build`');
  console.log('Kong Air is an airline with two teams, four services, and two environments: action-examples/kong-air.');
  const deck = (await findTool('deck')) ?? (await buildDeck());
  const platform = await copyPlatform(example);
  // With some latency, so that progress can be seen.
  const simulator = await startSimulator({ latencyMs: 25 });
  const environment = {
    ...process.env,
    PATH: deck === undefined ? process.env.PATH : [dirname(deck), process.env.PATH].join(delimiter),
    // The simulator treats any token that begins with kpat_ as that of an organization of its own.
    KONG_AIR_KONNECT_TOKEN: 'kpat_demo',
  };
  const konduct = konductIn(platform.folder, program, environment);
  const url = ['--konnect-url', simulator.konnectUrl];
  try {
    if (deck !== undefined) await stage(konduct, platform);
    await konduct.step('Validate the configuration, offline', ['validate']);
    await konduct.step('Plan: what would change in an empty Konnect', ['plan', ...url]);
    await konduct.step('Apply, and verify', ['apply', ...url]);
    if (deck !== undefined) {
      await konduct.step('Sync the gateways: one control plane for each team and environment', [
        'deck',
        'sync',
        ...url,
      ]);
      await konduct.step('Apply again: the APIs are linked to the services of their gateways', ['apply', ...url]);
    }
    const { writes } = simulator.stats();
    await konduct.step('Plan again: nothing is left to change', ['plan', ...url, '--detailed-exitcode']);
    if (deck !== undefined) await konduct.step('Nor at the gateways', ['deck', 'diff', ...url, '--detailed-exitcode']);
    if (simulator.stats().writes !== writes) throw new Error('a plan wrote something');
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    heading(`Done in ${seconds} s: Konnect is as the manifests say.`);
    console.log(`All of it were ${writes} writes to the simulator at ${simulator.url}; the plans made none.`);
    if (deck === undefined)
      console.log('What still waits is the gateway: APIs are linked to their services once decK has synced those.');
    console.log('Next: copy action-examples/kong-air to a repository of your own, and read its README.');
  } finally {
    await Promise.all([simulator.close(), platform.remove()]);
  }
}

/** Makes the services' repositories and stages their specifications. */
async function stage(konduct: Konduct, platform: Platform): Promise<void> {
  const directory = join(platform.folder, 'konnect');
  const services = createServiceRepositories(directory);
  try {
    await startOver(directory, `file://${services.folder}`);
    heading('Four services have a git repository each, with a branch for development and one for production');
    for (const [key, { remote }] of services.services) console.log(`${key.padEnd(22)} ${remote}`);
    await konduct.step('Stage their specifications, and render decK files from them', ['stage']);
  } finally {
    services.remove();
  }
}

try {
  await main();
} catch (error) {
  console.error(`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
