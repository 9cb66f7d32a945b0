import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Rendering, render } from '@konduct/deck/render/render';
import { lintDeck } from '@konduct/operations/deck/lint';
import type { DeckTeam } from '@konduct/operations/deck/teams';
import { DirectoryTree } from '@konduct/operations/deck/tree';
import { optionsFor } from '@konduct/operations/options.fixture';
import { validate } from '@konduct/operations/validate';
import { deckPath, startDeck } from './deck-run.ts';
import type { KongAir } from './kong-air.ts';
import { teamsOf } from './kong-air.ts';

/** The folder of the team in an environment. */
export function crew(environment: 'dev' | 'prd'): string {
  return `air/envs/${environment}/teams/crew`;
}

/** The folder of one of the team's services. */
export function serviceFolder(environment: 'dev' | 'prd', service: string): string {
  return `${crew(environment)}/services/air/${service}`;
}

/** A platform directory with one team, in the environments dev (DEV) and prd (PROD), for the real decK. */
export interface SmallPlatform extends KongAir {
  write(relative: string, text: string): void;
  /** Writes a service's specification for both environments. */
  specify(service: string, text: string): void;
  /** Renders and writes the decK files. */
  render(): Promise<Rendering>;
  lint(): ReturnType<typeof lintDeck>;
  validate(): ReturnType<typeof validate>;
}

export interface SmallPlatformLines {
  /** More keys of each service, in YAML's flow style, by its name. */
  readonly services: Readonly<Record<string, string>>;
  /** More keys of the platform, of the team, and of the services in prd. */
  readonly platform?: string;
  readonly team?: string;
  readonly inProduction?: Readonly<Record<string, string>>;
  /** Other top-level keys. */
  readonly more?: string;
}

export function smallPlatform(lines: SmallPlatformLines): SmallPlatform {
  const workspace = mkdtempSync(join(tmpdir(), 'konduct-small-'));
  const directory = join(workspace, 'konnect');
  const path = (relative: string) => join(directory, relative);
  const write = (relative: string, text: string) => {
    mkdirSync(dirname(path(relative)), { recursive: true });
    writeFileSync(path(relative), text);
  };
  const tree = () => new DirectoryTree(directory, workspace);
  const names = Object.keys(lines.services);
  const services = names.map((name) => `      air/${name}: {name: ${name}, ${lines.services[name] ?? ''}}`);
  const inProduction = names.map((name) => `air/${name}: {${lines.inProduction?.[name] ?? ''}}`).join(', ');
  const environments = [
    '      dev: {type: DEV, region: us}',
    `      prd: {type: PROD, region: us, teams: {crew: {services: {${inProduction}}}}}`,
  ];
  const token = '{type: env, value: KONGAIRLINES_KONNECT_TOKEN}';
  const organization = ['organizations:', '  air:', `    access-token: ${token}`, '    environments:', ...environments];
  write('organizations.yaml', [...organization, lines.more ?? '', ''].join('\n'));
  const team = ['teams:', '  crew:', `    deck: {${lines.team ?? ''}}`, '    services:', ...services];
  write('teams.yaml', [`platform: {name: air, ${lines.platform ?? ''}}`, ...team, ''].join('\n'));
  const runContext = {
    environment: { PATH: dirname(deckPath ?? '') },
    maskSecret: () => {},
    onProgress: () => {},
    signal: new AbortController().signal,
  };
  const teams = (): readonly DeckTeam[] => teamsOf(directory);
  return {
    workspace,
    directory,
    get teams() {
      return teams();
    },
    tree,
    path,
    read: (relative) => readFileSync(path(relative), 'utf8'),
    remove: () => rmSync(workspace, { recursive: true, force: true }),
    write,
    specify(service, text) {
      for (const environment of ['dev', 'prd'] as const)
        write(`${serviceFolder(environment, service)}/openapi.yaml`, text);
    },
    async render() {
      const { deck, end } = startDeck();
      const rendering = await render(teams(), tree(), deck);
      end();
      tree().write(rendering.files);
      return rendering;
    },
    lint: () => lintDeck({ ...optionsFor(workspace), failOn: 'error' }, runContext),
    validate: () => validate(optionsFor(workspace), runContext),
  };
}

/** A document with one server, in YAML; `rest` has its other keys. */
export function document(
  title: string,
  servers: string,
  rest = 'paths: {/a: {get: {operationId: a, responses: {"200": {description: ok}}}}}',
) {
  return `openapi: 3.0.3\ninfo: {title: ${title}, version: "1"}\n${servers}\n${rest}\n`;
}
