import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withRemotes } from './service-repositories.ts';

/** A checkout of Kong Air's platform repository, in a temporary folder. */
export interface Platform {
  readonly folder: string;
  remove(): Promise<void>;
}

/** Copies the example, so that nothing is written into this checkout. */
export async function copyPlatform(example: string): Promise<Platform> {
  const folder = await mkdtemp(join(tmpdir(), 'konduct-demo-'));
  await cp(example, folder, { recursive: true });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Takes away what is staged, and lets the services be read from repositories on this machine. */
export async function startOver({ folder }: Platform, servicesFolder: string): Promise<void> {
  await rm(join(folder, 'konnect/kong-air'), { recursive: true });
  const teams = join(folder, 'konnect/teams.yaml');
  await writeFile(teams, withRemotes(await readFile(teams, 'utf8'), `file://${servicesFolder}`));
}
