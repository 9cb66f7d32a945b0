import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { showRange } from '@konduct/core/source/range';
import { afterEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { deckPath } from './deck-run.ts';
import { crew, document, type SmallPlatform, serviceFolder, smallPlatform } from './small-platform.ts';

const three = [
  'servers:',
  '  - {url: "https://billing.internal.example/v1", description: Production}',
  '  - {url: "https://sandbox.billing.example", description: Sandbox, x-stage: test}',
  '  - {url: "http://localhost:8080/dev", description: On my machine, x-local: true}',
].join('\n');

let platform: SmallPlatform;

afterEach(() => platform.remove());

const told = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.map(({ severity, code, at }) => `${severity} ${code} ${at ? showRange(at) : ''}`);

/** The targets of the team's traffic, as addresses with weights. */
function destinations(environment: 'dev' | 'prd'): string[] {
  const { services, upstreams = [] } = parse(platform.read(`${crew(environment)}/kong.yaml`));
  return services.map((service: Record<string, unknown>) => {
    const upstream = upstreams.find(({ name }: { name: string }) => name === service.host);
    const address = `${service.protocol}://${service.host}:${service.port}${service.path}`;
    const targets = upstream?.targets.map(({ target, weight }: Record<string, unknown>) => `${target}*${weight}`);
    return targets ? `${address} = ${targets.join(' ')}` : address;
  });
}

describe.skipIf(deckPath === undefined)('the upstream of a service', () => {
  test('is an address, a server of the document, or several; what an environment says goes first', async () => {
    platform = smallPlatform({
      services: {
        address: 'upstream: "https://flights.internal.example"',
        path: 'upstream: {url: "http://flights.internal.example:8000/"}',
        server: 'upstream: Sandbox',
        extension: 'upstream: {server: x-stage=test}',
        several: 'upstream: [{url: "https://a.example", weight: 90}, {url: "https://b.example:8443", weight: 10}]',
      },
      inProduction: { address: 'upstream: {server: Production}', several: 'upstream: x-local' },
    });
    for (const name of ['address', 'path', 'server', 'extension', 'several'])
      platform.specify(name, document(name, three));
    const { held, diagnostics, traffic } = await platform.render();
    expect([held, diagnostics, traffic]).toEqual([[], [], []]);
    expect(destinations('dev')).toEqual([
      'https://flights.internal.example:443/v1',
      'http://flights.internal.example:8000/',
      'https://sandbox.billing.example:443/',
      'https://sandbox.billing.example:443/',
      'https://several.upstream:443/v1 = a.example:443*90 b.example:8443*10',
    ]);
    expect(destinations('prd')).toEqual([
      'https://billing.internal.example:443/v1',
      'http://flights.internal.example:8000/',
      'https://sandbox.billing.example:443/',
      'https://sandbox.billing.example:443/',
      'http://localhost:8080/dev',
    ]);
    expect(parse(platform.read(`${crew('dev')}/kong.yaml`)).upstreams).toHaveLength(1);
    // No file is stale afterwards, and koctl's form of the patch that links the service to its API is unchanged.
    expect((await platform.lint()).exitCode).toBe(0);
    expect((await platform.render()).counts).toMatchObject({ rendered: 0 });
  });

  test('leaves servers of single paths as they are', async () => {
    platform = smallPlatform({ services: { a: 'upstream: "https://new.example"' } });
    const paths =
      'paths:\n  /a: {get: {responses: {}}}\n  /b: {servers: [{url: "https://upload.example/b"}], get: {responses: {}}}';
    platform.specify('a', document('A', three, paths));
    await platform.render();
    expect(destinations('dev')).toEqual(['https://new.example:443/v1', 'https://upload.example:443/b']);
    platform.specify('a', document('A', '', paths));
    await platform.render();
    expect(destinations('dev')).toEqual(['https://upload.example:443/b']);
    platform.specify('a', document('A', ''));
    await platform.render();
    expect(destinations('dev')).toEqual(['https://new.example:443/']);
    // The `upstream` for the whole document does not change a path with a server of its own.
    platform.specify('a', document('A', three, paths.replace('https://upload.example/b', '/b')));
    expect(told((await platform.render()).traffic)).toHaveLength(1);
  });

  test.each([
    ['a server that the document does not have', 'upstream: Staging', 'names the server "Staging", which'],
    ['a server that has a relative address', 'upstream: Here', 'is no address of one of the protocols'],
    ['servers with different paths', 'upstream: [Production, Sandbox]', 'differ in their path'],
  ])('%s is a finding at the manifest, and the service keeps what it had', async (_, upstream, message) => {
    platform = smallPlatform({ services: { a: upstream } });
    platform.specify('a', document('A', `${three}\n  - {url: /v1, description: Here}`));
    const { held } = await platform.render();
    expect([...new Set(held.map(({ code }) => code))]).toEqual(['upstream-invalid']);
    expect(held[0]?.message).toContain(message);
    expect(held[0]?.at?.file).toBe('konnect/teams.yaml');
    for (const check of [platform.validate, platform.lint]) {
      const { exitCode, diagnostics } = await check();
      const told = diagnostics.filter(({ code }) => code === 'upstream-invalid');
      expect([exitCode, new Set(told.map(({ severity, at }) => `${severity} ${at?.file}`))]).toEqual([
        1,
        new Set(['error konnect/teams.yaml']),
      ]);
    }
  });

  test('a name that is wrong in the manifest is an error, whatever was rendered before', async () => {
    platform = smallPlatform({ services: { a: 'upstream: Prod', b: '' } });
    platform.specify('a', document('A', three));
    platform.specify('b', document('B', 'servers: [{url: "https://b.example"}]'));
    const wrong = async () =>
      Promise.all(
        [platform.validate, platform.lint].map(async (check) => {
          const { exitCode, diagnostics } = await check();
          const found = diagnostics.filter(({ code }) => code === 'upstream-invalid');
          return [exitCode, new Set(found.map(({ severity, at }) => `${severity} ${at?.file}:${at?.start.line}`))];
        }),
      );
    const line =
      platform
        .read('teams.yaml')
        .split('\n')
        .findIndex((text) => text.includes('Prod')) + 1;
    const told = [1, new Set([`error konnect/teams.yaml:${line}`])];
    // Nothing is rendered yet, so that there is no record of it.
    expect(await wrong()).toEqual([told, told]);
    await platform.render();
    expect(destinations('dev')).toEqual(['https://b.example:443/']);
    expect(await wrong()).toEqual([told, told]);
    // A record of the name does not outlive it.
    platform.write('teams.yaml', platform.read('teams.yaml').replace('Prod', 'Production'));
    expect((await platform.validate()).diagnostics.filter(({ code }) => code === 'upstream-invalid')).toEqual([]);
  });

  test('koctl and people go on without it: the patches in folders named deck have the last word', async () => {
    platform = smallPlatform({ services: { a: 'upstream: "https://new.example"' } });
    platform.specify('a', document('A', three));
    platform.write(
      `${serviceFolder('dev', 'a')}/deck/host.yaml`,
      '_format_version: "1.0"\npatches: [{selectors: ["$..services[*]"], values: {host: mine.example}}]\n',
    );
    await platform.render();
    expect(destinations('dev')).toEqual(['https://mine.example:443/v1']);
    expect(destinations('prd')).toEqual(['https://new.example:443/v1']);
  });
});

describe.skipIf(deckPath === undefined)('traffic of which nobody says where it goes', () => {
  test.each([
    ['no server', '', 'names no server, so that its traffic goes to https://localhost:443', 4],
    ['a relative server', 'servers: [{url: /api/v1}]', 'names the server "/api/v1", which has no host', 3],
    [
      'a server on the machine itself',
      'servers: [{url: "http://127.0.0.1:8080"}]',
      'names a server on the machine itself',
      3,
    ],
    [
      'another notation of the machine itself',
      'servers: [{url: "http://127.1:8080"}]',
      'names a server on the machine itself, so that its traffic goes to http://127.1:8080',
      3,
    ],
    [
      'the address of the cloud’s metadata',
      'servers: [{url: "http://169.254.169.254/latest"}]',
      'which is what the cloud tells',
      3,
    ],
    [
      'a relative server of one operation',
      'servers: [{url: "https://a.example/v1"}]\npaths:\n  /b:\n    get:\n      servers: [{url: /x}]\n      responses: {}',
      'names the server "/x" for a part of its paths, which has no host',
      7,
    ],
    [
      'servers of different environments',
      three,
      'between billing.internal.example:443, sandbox.billing.example:443 and localhost:8080',
      3,
    ],
    [
      'one host by two protocols',
      'servers: [{url: "http://a.example"}, {url: "https://a.example"}]',
      'between a.example:80 and a.example:443',
      3,
    ],
  ])(
    '%s: a warning in development, and an error in production that keeps what was there',
    async (_, servers, message, line) => {
      platform = smallPlatform({ services: { a: '' } });
      platform.specify('a', document('A', 'servers: [{url: "https://before.example"}]'));
      await platform.render();
      platform.specify('a', document('A', servers, ...(servers.includes('paths:') ? [''] : [])));
      const { held, traffic } = await platform.render();
      const place = (environment: 'dev' | 'prd') => `konnect/${serviceFolder(environment, 'a')}/openapi.yaml:${line}`;
      expect(told(traffic)[0]).toContain(`warning upstream-unclear ${place('dev')}`);
      expect(traffic[0]?.message).toContain(message);
      expect(told(held)[0]).toContain(`error upstream-unclear ${place('prd')}`);
      expect([traffic.length, held.length]).toEqual([1, 1]);
      expect(destinations('prd')).toEqual(['https://before.example:443/']);
      for (const check of [platform.validate, platform.lint]) {
        const report = await check();
        const unclear = report.diagnostics.filter(({ code }) => code === 'upstream-unclear');
        expect([report.exitCode, unclear.map(({ severity }) => severity)]).toEqual([1, ['warning', 'error']]);
      }
    },
  );

  test.each([
    ['instances of one host', 'servers: [{url: "https://node-1.a.example"}, {url: "https://node-2.a.example"}]', ''],
    ['variables with defaults', 'servers: [{url: "https://{r}.a.example", variables: {r: {default: eu}}}]', ''],
    ['a host in a directive', 'servers: [{url: /v1}]\nx-kong-service-defaults: {host: a.example}', ''],
    [
      'targets with weights in a directive',
      `${three}\nx-kong-upstream-defaults: {targets: [{target: "a.example:443", weight: 1}, {target: "b.example:443", weight: 1}]}`,
      '',
    ],
    ['the machine itself, as the manifest says', '', 'upstream: "http://localhost:8080"'],
  ])('%s is said clearly', async (_, servers, more) => {
    platform = smallPlatform({ services: { a: more } });
    platform.specify('a', document('A', servers));
    expect(await platform.render()).toMatchObject({ held: [], diagnostics: [], traffic: [] });
    expect((await platform.validate()).diagnostics.filter(({ code }) => code === 'upstream-unclear')).toEqual([]);
  });

  test('a target of an earlier `upstream` is not said to be in the document', async () => {
    platform = smallPlatform({ services: { a: 'upstream: "http://localhost:8080"' } });
    platform.specify('a', document('A', 'servers: [{url: "https://a.example"}]'));
    await platform.render();
    platform.write('teams.yaml', platform.read('teams.yaml').replace('upstream: "http://localhost:8080"', ''));
    const [unclear] = (await platform.validate()).diagnostics.filter(({ code }) => code === 'upstream-unclear');
    expect(unclear?.message).toBe(
      'The gateway configuration of air/a sends its traffic to http://localhost:8080, which is the gateway itself, and which the document does not name',
    );
    expect(unclear?.fix).toContain('konduct deck render');
  });

  test('a type of environment says what it is', async () => {
    platform = smallPlatform({
      services: { a: '' },
      more: 'environment-types: {PROD: {api-name: "${name}", branch: prod}}',
    });
    platform.specify('a', document('A', ''));
    const { held, traffic } = await platform.render();
    expect([held.length, told(traffic).map((line) => line.split(' ')[0])]).toEqual([0, ['warning', 'warning']]);
    expect((await platform.validate()).exitCode).toBe(0);
  });
});
