import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Services of one team, as in the published baselines. */
const servicesPerTeam = 4;

/**
 * Writes a platform directory with a number of services in two environments of one region. Each is staged in both with
 * the document at `specification`.
 */
export function writePlatform(directory: string, services: number, specification: string): void {
  const document = readFileSync(specification, 'utf8');
  const teams: string[] = ['teams:'];
  for (let team = 0; team * servicesPerTeam < services; team += 1) {
    const name = `team-${number(team)}`;
    teams.push(`  ${name}:`, `    description: Team ${team}`, '    services:');
    for (let index = team * servicesPerTeam; index < Math.min(services, (team + 1) * servicesPerTeam); index += 1) {
      const service = `service-${number(index)}`;
      teams.push(
        `      bench/${service}:`,
        `        name: ${service}`,
        `        description: Service ${index}`,
        '        git:',
        `          remote: https://github.com/bench/${service}.git`,
      );
      for (const environment of ['dev', 'prd']) {
        const folder = path.join(directory, 'bench', 'envs', environment, 'teams', name, 'services', 'bench', service);
        mkdirSync(folder, { recursive: true });
        writeFileSync(path.join(folder, 'openapi.yaml'), document);
      }
    }
  }
  mkdirSync(directory, { recursive: true });
  writeFileSync(path.join(directory, 'platform.yaml'), 'platform:\n  name: bench\n');
  writeFileSync(path.join(directory, 'teams.yaml'), `${teams.join('\n')}\n`);
  writeFileSync(
    path.join(directory, 'organizations.yaml'),
    'organizations:\n  bench:\n    access-token: {type: env, value: BENCH_TOKEN}\n    environments:\n      dev: {type: DEV, region: us}\n      prd: {type: PROD, region: us}\n',
  );
}

function number(value: number): string {
  return String(value).padStart(3, '0');
}
