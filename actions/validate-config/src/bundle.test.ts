import { cp, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBuiltAction } from '@konduct/runner/built-action.fixture';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const example = join(root, 'action-examples/kong-air');

async function exampleWith(file: string, change: (text: string) => string): Promise<string> {
  const workspace = await mkdtemp(join(tmpdir(), 'konduct-platform-'));
  await cp(join(example, 'konnect'), join(workspace, 'konnect'), { recursive: true });
  const path = join(workspace, 'konnect', file);
  await writeFile(path, change(await readFile(path, 'utf8')));
  return workspace;
}

test('the example is valid: outputs, a summary with graphs, a report by its schema, no annotation', async () => {
  const { exitCode, log, outputs, summary } = await runBuiltAction('validate-config', { workspace: example });
  expect(exitCode, log).toBe(0);
  expect(outputs).toMatchObject({ 'failure-reason': '', waiting: '8' });
  expect(JSON.parse(outputs.summary ?? '')).toMatchObject({ create: 34, waiting: 8 });
  expect(JSON.parse(outputs.matrix ?? '').include).toEqual([
    { name: 'organizations', level: 'organization', organizations: 'kong-air', environments: '', resources: 8 },
    { name: 'kong-air/dev', level: 'environment', organizations: 'kong-air', environments: 'dev', resources: 25 },
    { name: 'kong-air/prd', level: 'environment', organizations: 'kong-air', environments: 'prd', resources: 25 },
  ]);
  expect(summary).toContain('✅ **Valid**: 0 errors');
  expect(summary.match(/```mermaid/g)).toHaveLength(3);
  expect(log).not.toMatch(/^::(error|warning)/m);

  const schema = JSON.parse(await readFile(join(root, 'schemas/report.schema.json'), 'utf8'));
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
  validate(JSON.parse(await readFile(outputs['report-file'] ?? '', 'utf8')));
  expect(validate.errors).toBeNull();
});

test('an error stands on its line, and the step fails', async () => {
  const workspace = await exampleWith('teams.yaml', (text) => text.replace('    users:', '    user:'));
  const { exitCode, log, outputs, summary } = await runBuiltAction('validate-config', { workspace });
  expect(exitCode).toBe(1);
  expect(outputs['failure-reason']).toBe('invalid-configuration');
  expect(log).toMatch(/^::error title=manifest-unknown-key,file=konnect\/teams\.yaml,line=5,/m);
  expect(log).toMatch(/^konnect\/teams\.yaml:5:\d+: error\[manifest-unknown-key\]/m);
  expect(summary).toContain('https://github.com/kong-air/platform/blob/');
});

test('a platform as `koctl init` leaves it is valid, and the log says that there is nothing to do yet', async () => {
  const workspace = await mkdtemp(join(tmpdir(), 'konduct-platform-'));
  await mkdir(join(workspace, 'konnect'));
  await writeFile(join(workspace, 'konnect/organizations.yaml'), 'organizations:\n');
  await writeFile(join(workspace, 'konnect/teams.yaml'), 'teams:\n');
  const { exitCode, log, outputs } = await runBuiltAction('validate-config', { workspace });
  expect(exitCode, log).toBe(0);
  expect(outputs).toMatchObject({ 'failure-reason': '', waiting: '0' });
  expect(log).toMatch(/^::warning title=[^:]*::There is nothing to do yet/m);
});

test('an input that cannot be understood', async () => {
  const inputs = { 'allow-literal-secrets': 'perhaps' };
  const { exitCode, log, outputs } = await runBuiltAction('validate-config', { workspace: example, inputs });
  expect(exitCode).toBe(1);
  expect(outputs['failure-reason']).toBe('invalid-input');
  expect(log).toContain('error[input-invalid]: allow-literal-secrets "perhaps" is neither true nor false');
});

test('a defect shows where it is, in lines that end', async () => {
  const environment = { GITHUB_STEP_SUMMARY: '/nowhere/summary' };
  const { exitCode, log, outputs } = await runBuiltAction('validate-config', { workspace: example, environment });
  expect(exitCode).toBe(1);
  expect(outputs['failure-reason']).toBe('defect');
  expect(log).toMatch(/^ {4}at /m);
  expect(log).toMatch(/^::error::This is a defect in Konduct/m);
  expect(Math.max(...log.split('\n').map((line) => line.length))).toBeLessThan(2000);
});

test('there is no way out of the bundle', async () => {
  const bundle = await readFile(join(root, 'dist/validate-config/index.js'), 'utf8');
  expect(bundle).not.toContain('konghq.com');
  const builtins = [...bundle.matchAll(/(?:from|require\(|import\.meta\.url\)\()\s*"(?:node:)?([\w/]+)"/g)].map(
    ([, name]) => name,
  );
  expect(builtins).toContain('os');
  for (const name of ['net', 'tls', 'http', 'https', 'http2', 'dgram', 'dns', 'undici']) {
    expect(builtins).not.toContain(name);
  }
});
