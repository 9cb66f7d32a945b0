import type { PageRun } from './page-run.ts';

/**
 * Kong Air, whole and applied, of which a commit then takes a service and a person: what docs/how-to/delete-and-protect.md
 * shows the plans of. Without decK there would be no links to gateway services, and nothing is done.
 */
export async function retireCustomers(run: PageRun): Promise<void> {
  if (!run.hasDeck) return;
  await all(run, [
    'git init -q -b main . && git config user.name Ines && git config user.email ines@kong-air.example',
    'git add -A && git commit -qm "Kong Air"',
    'konduct apply --yes',
    'konduct deck sync --yes',
    'konduct apply --yes',
  ]);
  const teams = run.workplace.read('konnect/teams.yaml');
  const without = teams
    .replace(/^ {6}kong-air\/customers:\n(?: {8}.*\n)+/m, '')
    .replace(/^ {6}- tomas\.berg@kong-air\.example\n/m, '');
  run.workplace.write('konnect/teams.yaml', without);
  await all(run, [
    'rm -r konnect/kong-air/envs/*/teams/passenger-services/services/kong-air/customers',
    'konduct deck render',
    'git add -A && git commit -qm "Retire customers; Tomás leaves"',
  ]);
}

async function all(run: PageRun, lines: readonly string[]): Promise<void> {
  for (const line of lines) {
    const { exitCode, output } = await run.run(line);
    if (exitCode !== 0) throw new Error(`${line} ended with ${exitCode}\n${output}`);
  }
}
