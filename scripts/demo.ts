import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { startSimulator } from '../packages/simulator/simulator.ts';
import { removeWithUs } from '../packages/tool/process/leftover.ts';
import { getGatewayTools } from './demo/gateway-tools.ts';
import { heading, type Konduct, konductIn, secondsSince, timesText } from './demo/konduct.ts';
import { letLook } from './demo/look.ts';
import { copyPlatform, type Platform } from './demo/platform.ts';
import { createServiceRepositories, startOver } from './demo/service-repositories.ts';

// `npm run demo`: Kong Air, from the repositories of its services to a Konnect on this machine, with the program people
// install. It ends well only if a second plan finds nothing left to change. Needs Node and git; with decK it does the
// gateways too. decK is got while everything else is shown.

const root = join(import.meta.dirname, '..');
const program = join(root, 'dist/cli/index.js');
const example = join(root, 'action-examples/kong-air');

async function main(): Promise<void> {
  const start = performance.now();
  if (!existsSync(program)) throw new Error('dist/ is not built: run `npm run build`');
  console.log('Kong Air is an airline with two teams, four services, and two environments: action-examples/kong-air.');
  const tools = getGatewayTools(root, process.env);
  const platform = await copyPlatform(example);
  removeWithUs(platform.folder);
  // Any token that begins with kpat_ would open an organization; this one is given a name.
  const organizations = [{ name: 'kong-air', tokens: ['kpat_demo'] }];
  // A little latency, as there always is: otherwise there would be no progress to see.
  const simulator = await startSimulator({ latencyMs: 25, organizations });
  const environment: NodeJS.ProcessEnv = { ...process.env, KONG_AIR_KONNECT_TOKEN: 'kpat_demo' };
  const konduct = konductIn(platform.folder, program, environment);
  const url = ['--konnect-url', simulator.konnectUrl];
  try {
    await konduct.step('Validate the configuration, offline', ['validate']);
    // An apply shows its plan.
    await konduct.step('Plan, apply, and verify, in an empty Konnect', ['apply', ...url]);

    heading('The gateways: decK renders and syncs what they route');
    const deck = await tools.deck();
    for (const line of tools.got.lines) console.log(line);
    if (deck === undefined) {
      console.log('decK is not here, so nothing is staged or synced to gateways. Install Go, or put decK on the PATH.');
    } else {
      console.log(`decK is ${deck}.`);
      environment.PATH = [dirname(deck), process.env.PATH].join(delimiter);
      await stage(konduct, platform);
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

    heading('Done: Konnect is as the manifests say');
    console.log(`${timesText([...konduct.times, ...tools.got.times], secondsSince(start))}\n`);
    console.log(`All of it were ${writes} writes to the simulator at ${simulator.url}; the plans made none.`);
    if (deck === undefined)
      console.log('What still waits is the gateway: APIs are linked to their services once decK has synced those.');
    console.log('Next: copy action-examples/kong-air to a repository of your own, and read its README.');
    await letLook(simulator.url);
  } finally {
    await Promise.all([simulator.close(), platform.remove()]);
  }
}

/** Makes the services' repositories and stages their specifications. */
async function stage(konduct: Konduct, platform: Platform): Promise<void> {
  const directory = join(platform.folder, 'konnect');
  const services = createServiceRepositories(directory);
  removeWithUs(services.folder);
  try {
    await startOver(directory, `file://${services.folder}`);
    heading('Four services have a git repository each, with a branch for development and one for production');
    for (const [key, { remote }] of services.services) console.log(`${key.padEnd(22)} ${remote}`);
    await konduct.step('Stage their specifications, and render decK files from them', ['stage']);
  } finally {
    services.remove();
  }
}

// Ended by themselves, processes take along what they started and what is temporary.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => process.exit(code));

try {
  await main();
} catch (error) {
  console.error(`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}`);
  // A build that nobody waits for any more ends with it.
  process.exit(1);
}
