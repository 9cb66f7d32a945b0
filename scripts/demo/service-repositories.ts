import { globSync, readFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LocalRepositories, type LocalRepository } from '../../packages/repository/git/local-repository.fixture.ts';

/** The branch of service repositories for each environment of Kong Air. */
export const branches: Readonly<Record<string, string>> = { dev: 'dev', prd: 'main' };

/** Git repositories of Kong Air's services on this machine. */
export interface ServiceRepositories {
  /** The folder with each service's repository as `<owner>/<name>.git`. */
  readonly folder: string;
  /** By key, such as `kong-air/flights`. */
  readonly services: ReadonlyMap<string, LocalRepository>;
  remove(): void;
}

/**
 * Makes a repository for every service with a staged specification. Each branch gets the specification that is staged
 * for its environment.
 */
export function createServiceRepositories(
  platformDirectory: string,
  repositories: LocalRepositories = new LocalRepositories(),
): ServiceRepositories {
  const services = new Map<string, LocalRepository>();
  for (const path of globSync('*/envs/*/teams/*/services/*/*/openapi.yaml', { cwd: platformDirectory }).sort()) {
    const [, , environment = '', , , , owner = '', name = ''] = path.split(/[\\/]/);
    const key = `${owner}/${name}`;
    const repository = services.get(key) ?? repositories.create(key);
    services.set(key, repository);
    const specification = readFileSync(join(platformDirectory, path), 'utf8');
    repository.commit(branches[environment] ?? environment, { 'openapi.yaml': specification }, `Describe ${name}`);
  }
  return { folder: repositories.folder, services, remove: () => repositories.remove() };
}

/** Removes the staged files, and points the manifests to other repositories than GitHub's. */
export async function startOver(platformDirectory: string, base: string): Promise<void> {
  await rm(join(platformDirectory, 'kong-air'), { recursive: true });
  const teams = join(platformDirectory, 'teams.yaml');
  const text = await readFile(teams, 'utf8');
  await writeFile(teams, text.replaceAll('https://github.com/kong-air/', `${base}/kong-air/`));
}
