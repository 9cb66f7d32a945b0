import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { startSimulator } from '../packages/simulator/simulator.ts';

// `npm run demo`: Kong Air, from manifests to a Konnect on this machine, with the program people install. It ends well
// only if a second plan finds nothing left to change.

const root = join(import.meta.dirname, '..');
const commandLine = join(root, 'dist/cli/index.js');
const example = join(root, 'action-examples/kong-air');

async function main(): Promise<void> {
  const start = performance.now();
  console.log('Kong Air is an airline with two teams, four services, and two environments: action-examples/kong-air.');
  // A little latency, as there always is: otherwise there would be no progress to see.
  const simulator = await startSimulator({ latencyMs: 25 });
  const url = ['--konnect-url', simulator.konnectUrl];
  try {
    await step('Validate the configuration, offline', ['validate']);
    await step('Plan: what would change in an empty Konnect', ['plan', ...url]);
    await step('Apply, and verify', ['apply', ...url]);
    const writes = simulator.stats().writes;
    await step('Plan again: nothing is left to change', ['plan', ...url, '--detailed-exitcode']);
    if (simulator.stats().writes !== writes) throw new Error('a plan wrote something');
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    heading(`Done in ${seconds} s: Konnect is as the manifests say.`);
    console.log(`The apply made ${writes} writes to the simulator at ${simulator.url}, the plans made none.`);
    console.log('What still waits is the gateway: APIs are linked to their services as soon as decK has synced those.');
    console.log('Next: copy action-examples/kong-air to a repository of your own, and read its README.');
  } finally {
    await simulator.close();
  }
}

/** Runs the command line in the example's folder. @throws when it does not end with 0 */
async function step(title: string, args: readonly string[]): Promise<void> {
  heading(title);
  console.log(styleText('dim', `$ konduct ${args.join(' ')}\n`));
  const child = spawn(process.execPath, [commandLine, ...args], {
    cwd: example,
    // Any token that begins with kpat_ is an organization of its own in the simulator.
    env: { ...process.env, KONG_AIR_KONNECT_TOKEN: 'kpat_demo' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`konduct ${args[0]} ended with ${code}`);
}

function heading(text: string): void {
  console.log(`\n${styleText(['bold', 'cyan'], `── ${text}`)}`);
}

try {
  await main();
} catch (error) {
  console.error(`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
