import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isRecord } from '../packages/core/value/record.ts';

// `npx node scripts/prune-github-openapi.ts` writes test/github/github-openapi.json: the operations for which our tests
// have a stand-in, from GitHub's published description. The package has 385 MB, so it is not a dependency.

const source = '@octokit/openapi@23.0.2';
const document = 'package/generated/api.github.com.json';
const output = 'test/github/github-openapi.json';
const operations = new Set([
  'checks/create',
  'checks/update',
  'checks/list-for-ref',
  'repos/get',
  'repos/list-commits',
  'repos/list-pull-requests-associated-with-commit',
  'pulls/list',
  'pulls/get',
  'pulls/list-files',
  'pulls/create',
  'pulls/update',
  'pulls/request-reviewers',
  'repos/get-content',
  'teams/get-membership-for-user-in-org',
  'repos/list-deployments',
  'repos/create-deployment',
  'repos/list-deployment-statuses',
  'repos/create-deployment-status',
  'issues/list-for-repo',
  'issues/create',
  'issues/update',
  'issues/add-labels',
  'issues/list-events',
  'issues/list-comments',
  'issues/get-comment',
  'issues/create-comment',
  'issues/update-comment',
  'users/get-authenticated',
]);

const root = join(import.meta.dirname, '..');
const run = promisify(execFile);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

async function download(): Promise<JsonObject> {
  const folder = await mkdtemp(join(tmpdir(), 'konduct-github-openapi-'));
  try {
    const { stdout } = await run('npm', ['pack', source, '--silent', '--pack-destination', folder], { cwd: folder });
    await run('tar', ['-xzf', join(folder, stdout.trim()), '-C', folder, document]);
    return JSON.parse(await readFile(join(folder, document), 'utf8')) as JsonObject;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The wanted operations of every path, with the path's common parameters. */
function wantedPaths(paths: JsonObject): JsonObject {
  const wanted: JsonObject = {};
  for (const [path, item] of Object.entries(paths)) {
    const kept = Object.entries(item as JsonObject).filter(([, operation]) => {
      const id = isRecord(operation) ? operation.operationId : undefined;
      return typeof id === 'string' && operations.has(id);
    });
    if (kept.length > 0) wanted[path] = Object.fromEntries(kept);
  }
  return wanted;
}

/**
 * Removes parts without constraints: examples, descriptions and vendor extensions. A response must keep its
 * description.
 */
function constraintsOf(value: Json, key = ''): Json {
  if (Array.isArray(value)) return value.map((item) => constraintsOf(item));
  if (!isRecord(value)) return value;
  // Names under these keys are free: a property may be called `description`.
  if (['properties', 'responses', 'schemas', 'headers', 'parameters'].includes(key)) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, constraintsOf(item)]));
  }
  const kept = Object.entries(value).filter(([name]) => {
    if (name === 'description') return 'content' in value || 'headers' in value || Object.keys(value).length === 1;
    return !['example', 'examples', 'externalDocs', 'tags', 'summary'].includes(name) && !name.startsWith('x-');
  });
  return Object.fromEntries(kept.map(([name, item]) => [name, constraintsOf(item, name)]));
}

/** Every component that the kept operations use, directly or through others. */
function componentsOf(whole: JsonObject, start: Json): JsonObject {
  const components: { [section: string]: JsonObject } = {};
  const pending: Json[] = [start];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (Array.isArray(next)) pending.push(...next);
    if (!isRecord(next)) continue;
    pending.push(...Object.values(next));
    const [, section, name] = /^#\/components\/([^/]+)\/(.+)$/.exec(String(next.$ref)) ?? [];
    if (!section || !name || components[section]?.[name] !== undefined) continue;
    const found = constraintsOf(((whole[section] ?? {}) as JsonObject)[name] ?? null);
    components[section] = { ...components[section], [name]: found };
    pending.push(found);
  }
  return components;
}

const whole = await download();
const paths = constraintsOf(wantedPaths(whole.paths as JsonObject), 'properties') as JsonObject;
const found = Object.values(paths).flatMap((item) =>
  Object.values(item as JsonObject).map((operation) => (operation as JsonObject).operationId),
);
const missing = [...operations].filter((id) => !found.includes(id));
if (missing.length > 0) throw new Error(`${source} has no operation ${missing.join(', ')}`);

const pruned = {
  openapi: whole.openapi,
  info: {
    title: 'The part of the GitHub REST API that Konduct uses',
    description: `Cut out of ${source}, ${document}, by scripts/prune-github-openapi.ts. Do not edit.`,
    version: (whole.info as JsonObject).version,
    license: (whole.info as JsonObject).license,
  },
  paths,
  // A possible answer of every operation, which the description does not repeat everywhere.
  components: componentsOf(whole.components as JsonObject, [paths, { $ref: '#/components/schemas/basic-error' }]),
};
await writeFile(join(root, output), `${JSON.stringify(pruned, undefined, 2)}\n`);
await run('npx', ['--no-install', 'biome', 'format', '--write', output], { cwd: root });
console.log(`wrote ${output}: ${found.length} operations`);
