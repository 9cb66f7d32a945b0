import type { Files } from '@konduct/repository/git/local-repository.fixture';
import { type StageWorld, specification } from './world.ts';

/** The folder of a service of the small platform, in the platform repository. */
export function folderOf(environment: string, service: string): string {
  return `konnect/air/envs/${environment}/teams/crew/services/air/${service}`;
}

export interface ServiceLine {
  readonly remote: string;
  readonly more?: string;
}

/** Manifests of one organization with environments dev and prd, and one team with the given services. */
export function manifests(services: Readonly<Record<string, ServiceLine>>): Files {
  const lines = Object.entries(services).flatMap(([name, { remote, more = '' }]) => [
    `      air/${name}:`,
    `        name: ${name}`,
    `        git: {remote: ${JSON.stringify(remote)}}`,
    ...more.split('\n').flatMap((line) => (line === '' ? [] : [`        ${line}`])),
  ]);
  const list = lines.length === 0 ? '    services: {}\n' : `    services:\n${lines.join('\n')}\n`;
  return {
    'konnect/platform.yaml':
      'platform:\n  name: air\n  git:\n    author: {name: Platform Bot, email: bot@air.example}\n',
    'konnect/teams.yaml': `teams:\n  crew:\n    description: Crew\n${list}`,
    'konnect/organizations.yaml':
      'organizations:\n  air:\n    access-token: {type: env, value: AIR_TOKEN}\n    environments:\n      dev: {type: DEV, region: eu}\n      prd: {type: PROD, region: eu}\n',
  };
}

/** The small platform with services, each with a repository with the branches main and dev. */
export function smallPlatform(world: StageWorld, names: readonly string[] = ['flights', 'routes']) {
  const repositories = Object.fromEntries(names.map((name) => [name, world.repositories.create(name)]));
  const services: Record<string, ServiceLine> = {};
  for (const [name, repository] of Object.entries(repositories)) {
    repository.commit('main', { 'openapi.yaml': specification(`${name} main`) });
    repository.commit('dev', { 'openapi.yaml': specification(`${name} dev`) });
    services[name] = { remote: repository.remote };
  }
  world.commitPlatform(manifests(services));
  const repository = (name: string) => {
    const found = repositories[name];
    if (!found) throw new Error(`there is no service ${name}`);
    return found;
  };
  return { repository, services };
}
