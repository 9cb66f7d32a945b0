import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuthority, issueServerCertificate } from '@konduct/simulator/serve/certificate';
import { type Simulator, startSimulator } from '@konduct/simulator/simulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkExchanges, describeViolations } from '../contract/contract.ts';
import { hasContract, SHARED } from '../contract/document.ts';
import { type DeckRun, findDeck, runDeck } from './deck.ts';

const TOKEN = 'kpat_deck';
const deck = await findDeck();
if (deck === undefined) {
  const advice = 'decK was not found: run `npm run tools`, or name it in KONDUCT_DECK';
  if (process.env.CI === 'true') throw new Error(advice);
  process.stdout.write(`skipped: decK against the simulator. ${advice}\n`);
}

const fixture = (name: string) => join(import.meta.dirname, 'fixtures', name);
const platform = join(SHARED, 'kong-air', 'konnect', 'KongAirlines', 'envs');

/** Kong Air's decK files by the name of their control plane, when they are beside the checkout. */
function kongAir(): [plane: string, file: string][] {
  if (!existsSync(platform)) {
    process.stdout.write(`skipped: decK with Kong Air's files, because they are not in ${SHARED}\n`);
    return [];
  }
  return readdirSync(platform).flatMap((env) =>
    readdirSync(join(platform, env, 'teams')).map((team): [string, string] => [
      `${team}-${env}`,
      join(platform, env, 'teams', team, 'kong.yaml'),
    ]),
  );
}

describe.skipIf(deck === undefined)('unmodified decK against the simulator', () => {
  let simulator: Simulator;
  let folder: string;

  /** Runs a gateway command on a control plane, over plain HTTP or through the proxy. */
  const gateway = (
    command: string,
    plane: string,
    args: readonly string[],
    through: 'address' | 'proxy' = 'address',
  ): Promise<DeckRun> => {
    const base = ['gateway', command, ...args, '--konnect-token', TOKEN, '--konnect-control-plane-name', plane];
    if (through === 'address') return runDeck(deck ?? '', [...base, '--konnect-addr', `${simulator.url}/eu`]);
    return runDeck(deck ?? '', [...base, '--konnect-addr', 'https://eu.api.konghq.com'], {
      HTTPS_PROXY: simulator.proxyUrl,
      SSL_CERT_FILE: simulator.caFile,
    });
  };

  const diff = (plane: string, file: string, through?: 'proxy') =>
    gateway('diff', plane, [file, '--non-zero-exit-code'], through);

  const createPlane = async (name: string) => {
    const response = await fetch(`${simulator.url}/eu/v2/control-planes`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name }),
    });
    expect(response.status).toBe(201);
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'konduct-deck-'));
    simulator = await startSimulator({ proxyPort: 0, caFile: join(folder, 'ca.pem'), recordBodies: true });
  });

  afterAll(async () => {
    await simulator?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each([['everything', fixture('everything.yaml')], ...kongAir()])(
    'syncs %s; then diff, dump and validate agree with it',
    async (plane, file) => {
      await createPlane(plane);
      const sync = await gateway('sync', plane, [file]);
      expect(sync, sync.output).toMatchObject({ code: 0 });
      expect(sync.output).toMatch(/Created: [1-9]/);
      expect(await diff(plane, file)).toMatchObject({ code: 0 });

      const dump = join(folder, `${plane}.yaml`);
      expect(await gateway('dump', plane, ['--output-file', dump, '--yes'])).toMatchObject({ code: 0 });
      expect(await diff(plane, dump)).toMatchObject({ code: 0 });
      expect(await gateway('validate', plane, [file])).toMatchObject({ code: 0 });
    },
  );

  test('updates and deletes what changed, and then finds nothing to do', async () => {
    const plane = 'changing';
    await createPlane(plane);
    await gateway('sync', plane, [fixture('everything.yaml')]);
    expect(await diff(plane, fixture('changed.yaml'))).toMatchObject({ code: 2 });
    const sync = await gateway('sync', plane, [fixture('changed.yaml')]);
    expect(sync.output).toMatch(/Created: 1\s+Updated: 1\s+Deleted: [1-9]/);
    expect(await diff(plane, fixture('changed.yaml'))).toMatchObject({ code: 0 });
    expect(await gateway('reset', plane, ['--force'])).toMatchObject({ code: 0 });
    expect(await diff(plane, fixture('changed.yaml'))).toMatchObject({ code: 2 });
  });

  test('keeps certificates and what hangs on them', async () => {
    const plane = 'certificates';
    const authority = createAuthority('Test');
    const { pem, keyPem } = issueServerCertificate(authority, ['flights.example.com']);
    const file = join(folder, 'certificates-in.yaml');
    const state = {
      _format_version: '3.0',
      certificates: [
        { id: '0b6f2f9a-6a4d-4d0e-9c55-7d6f5b1c9a01', cert: pem, key: keyPem, snis: [{ name: 'flights.example.com' }] },
      ],
      ca_certificates: [{ id: '0b6f2f9a-6a4d-4d0e-9c55-7d6f5b1c9a02', cert: authority.pem }],
      services: [
        { name: 'flights', host: 'a.example.com', client_certificate: '0b6f2f9a-6a4d-4d0e-9c55-7d6f5b1c9a01' },
      ],
    };
    // JSON is YAML, too.
    writeFileSync(file, JSON.stringify(state));
    await createPlane(plane);
    const sync = await gateway('sync', plane, [file]);
    expect(sync, sync.output).toMatchObject({ code: 0 });
    expect(await diff(plane, file)).toMatchObject({ code: 0 });
  });

  test('sees only the entities of a tag', async () => {
    const plane = 'tagged';
    await createPlane(plane);
    await gateway('sync', plane, [fixture('everything.yaml')]);
    const dump = join(folder, 'tagged.yaml');
    await gateway('dump', plane, ['--output-file', dump, '--yes', '--select-tag', 'flights', '--select-tag', 'team']);
    expect(await diff(plane, dump)).toMatchObject({ code: 0 });
    const { output } = await gateway('reset', plane, ['--force', '--select-tag', 'flights', '--select-tag', 'team']);
    // The service has a route without the tag, which decK does not see, and because of which Konnect keeps the service.
    expect(output.match(/^deleting .*/gm)).toEqual(['deleting service flights']);
    expect(output).toMatch(/Delete service flights failed: HTTP status 400 \(message: "data constraint error"\)/);
  });

  test('pings, syncs and diffs through the proxy', async () => {
    const plane = 'proxied';
    await createPlane(plane);
    const ping = await gateway('ping', plane, [], 'proxy');
    expect(ping, ping.output).toMatchObject({ code: 0 });
    expect(ping.output).toMatch(/Successfully Konnected/);
    expect(await gateway('sync', plane, [fixture('everything.yaml')], 'proxy')).toMatchObject({ code: 0 });
    expect(await diff(plane, fixture('everything.yaml'), 'proxy')).toMatchObject({ code: 0 });
    // The address and the proxy show the same control plane.
    expect(await diff(plane, fixture('everything.yaml'))).toMatchObject({ code: 0 });
  });

  test('is told why by the message of a refusal', async () => {
    const plane = 'refused';
    await createPlane(plane);
    simulator.faults({ method: 'PUT', pattern: '/core-entities/services/', status: 400, times: 1 });
    const { code, output } = await gateway('sync', plane, [fixture('changed.yaml')]);
    expect(code).toBe(1);
    expect(output).toMatch(/simulated fault 400/);
  });

  test.skipIf(!hasContract('the check of decK against the contract'))(
    'speaks with the simulator as the contract says',
    () => {
      expect(describeViolations(checkExchanges(simulator.log()))).toEqual([]);
    },
  );
});
