import { symlinkSync } from 'node:fs';
import { findings } from '@konduct/core/run/findings';
import { expect, test } from 'vitest';
import { found } from './refused.ts';
import { useScene } from './scene.ts';
import { createSmallPlatform, small, smallEnvironment } from './small-platform.ts';

const refused = 'spat_refused';

const scene = useScene(createSmallPlatform, {
  organizations: [{ name: 'acme', tokens: [{ token: refused, forbidden: true }] }],
});

async function applied(environment: Readonly<Record<string, string>>) {
  const report = await scene.apply({ environment });
  const [organization] = report.organizations;
  return { report, organization, diagnostics: organization?.diagnostics ?? [] };
}

test.each([
  ['missing', {}],
  ['empty', { ACME_TOKEN: '' }],
  ['blank', { ACME_TOKEN: ' \n' }],
])('a token that is %s', async (_, environment) => {
  const { report, diagnostics } = await applied(environment as Record<string, string>);
  expect(found(diagnostics)).toEqual([
    ['secret-missing', `${small.organizations}:5:14`, expect.stringContaining('ACME_TOKEN is not set')],
  ]);
  expect(report).toMatchObject({ exitCode: 1, failureReason: 'missing-secret' });
  expect(scene.konnect.stats().calls).toBe(0);
});

test('a token in a file that is not there', async () => {
  scene.platform.edit(small.organizations, 'type: env\n      value: ACME_TOKEN', 'type: file\n      value: token.txt');
  const { report, diagnostics } = await applied({});
  expect(found(diagnostics)).toEqual([
    ['secret-missing', `${small.organizations}:5:14`, expect.stringContaining('token.txt')],
  ]);
  expect(report.failureReason).toBe('missing-secret');
});

test('a token in a file that is a symbolic link', async () => {
  scene.platform.edit(small.organizations, 'type: env\n      value: ACME_TOKEN', 'type: file\n      value: token.txt');
  symlinkSync('/etc/hostname', scene.platform.path('token.txt'));
  const { diagnostics } = await applied({});
  expect(found(diagnostics)).toEqual([['file-symlink', 'token.txt:1:1', expect.any(String)]]);
});

test('a token that Konnect refuses (401)', async () => {
  const { report, diagnostics } = await applied({ ACME_TOKEN: 'not-a-token' });
  expect(diagnostics[0]).toMatchObject({
    code: 'konnect-unauthorized',
    message: expect.stringContaining('was answered 401'),
    fix: expect.stringContaining('access-token'),
  });
  expect(report).toMatchObject({ exitCode: 1, failureReason: 'konnect-error' });
});

test('a token without the role that a request needs (403)', async () => {
  const { report, diagnostics } = await applied({ ACME_TOKEN: refused });
  expect(diagnostics[0]).toMatchObject({
    code: 'konnect-forbidden',
    message: expect.stringContaining('was answered 403'),
    cause: expect.stringContaining('kong:trace:'),
    fix: expect.stringMatching(/the role \w+ on \w+/),
  });
  expect(report).toMatchObject({ exitCode: 1, failureReason: 'konnect-error' });
});

test('a write that the token may not do names the role, and the change it is for', async () => {
  scene.konnect.faults({ method: 'POST', path: '/v2/control-planes', status: 403 });
  const { report, organization } = await applied(smallEnvironment);
  const failed = organization?.results?.find(({ outcome }) => outcome === 'failed');
  expect(failed?.diagnostic).toMatchObject({
    code: 'konnect-forbidden',
    message: expect.stringContaining('acme/dev/flights/controlPlanes'),
    fix: expect.stringContaining('the role Creator on Control Planes in the region us'),
    at: { file: small.teams },
  });
  expect(report).toMatchObject({ exitCode: 5, failureReason: 'partly-applied' });
});

test('what one missing role or one failure of Konnect refuses is one finding for all', async () => {
  const services = ['a', 'b', 'c'].map(
    (name) =>
      `      acme/${name}:\n        name: ${name}\n        git: {remote: https://github.com/acme/${name}.git}\n`,
  );
  for (const name of ['a', 'b', 'c'])
    scene.platform.write(
      small.specification.replaceAll('acme/flights/', `acme/${name}/`),
      scene.platform.read(small.specification),
    );
  scene.platform.write(small.teams, `${scene.platform.read(small.teams)}${services.join('')}`);
  for (const status of [403, 503]) {
    scene.konnect.clearFaults();
    scene.konnect.faults({ method: 'POST', path: '/v3/apis', status });
    const { report, organization } = await applied(smallEnvironment);
    const failed = organization?.results?.filter(({ outcome }) => outcome === 'failed') ?? [];
    expect(failed.map(({ reason }) => reason)).toEqual(
      Array.from({ length: 4 }, () => expect.stringContaining(`was answered ${status}`)),
    );
    const told = findings(report).filter(({ code }) => code.startsWith('konnect-'));
    expect(told.map(({ message }) => message)).toEqual([expect.stringMatching(/, and 3 more like it$/)]);
    expect(told[0]?.related?.map(({ message }) => message)).toEqual(
      ['a', 'b', 'c'].map((name) => expect.stringContaining(`acme/${name}/api: creating API`)),
    );
  }
});
