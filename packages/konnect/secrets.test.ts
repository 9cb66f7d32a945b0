import { UserError } from '@konduct/core/diagnostic/user-error';
import { revealSecret, Secret } from '@konduct/core/secret/secret';
import { SecretHandle } from '@konduct/core/secret/secret-handle';
import { expect, test } from 'vitest';
import { type InProcessRequest, inProcessTransport } from './in-process.ts';
import { applicationAuthStrategy } from './kinds/application-auth-strategy.ts';
import { exampleUpdate, exampleWrite, ownLabels } from './kinds/example.fixture.ts';
import { konnectProvider } from './provider.ts';
import type { KonnectAnswer } from './transport.ts';

const secret = new Secret('a rather long secret');

function strategy(...handles: readonly SecretHandle[]) {
  const configs = { 'openid-connect': { issuer: 'https://login.example', client_secret: handles } };
  return { name: 'login', display_name: 'Login', strategy_type: 'openid_connect', configs };
}

function providerOf(answer: (request: InProcessRequest) => KonnectAnswer) {
  const requests: InProcessRequest[] = [];
  const transport = inProcessTransport((request) => {
    requests.push(request);
    return answer(request);
  });
  return { requests, provider: konnectProvider({ transport, contents: new Map(), retry: { attempts: 1, settle: 0 } }) };
}

const headers = { 'content-type': 'application/json' };

/** A Konnect whose lists lag behind, and that answers a write with the body it was sent. */
const echoed = ({ method, body = '{}' }: InProcessRequest): KonnectAnswer =>
  method === 'GET'
    ? { status: 200, headers, body: { data: [], meta: { page: { number: 1, size: 100, total: 0 } } } }
    : { status: 201, headers, body: { id: 's', ...JSON.parse(body) } };

test('a secret is in the request that writes it, and not in what the core sees of the answer', async () => {
  const { requests, provider } = providerOf(echoed);
  const desired = strategy(SecretHandle.of(secret));
  const outcome = await provider.create(exampleWrite(applicationAuthStrategy, desired));
  expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({
    configs: { 'openid-connect': { client_secret: [revealSecret(secret)] } },
  });
  expect(outcome).toMatchObject({ object: { fields: { id: 's', name: 'login' } } });
  expect(JSON.stringify(outcome)).not.toContain('rather');
});

test('a refusal that repeats a secret is told without it', async () => {
  const { provider } = providerOf(({ body = '' }) => ({
    status: 400,
    headers: { 'content-type': 'application/problem+json' },
    body: { status: 400, title: 'Bad Request', detail: `cannot read ${body}` },
  }));
  const observed = { fields: { id: 's', name: 'login' }, labels: ownLabels };
  const update = exampleUpdate(applicationAuthStrategy, strategy(SecretHandle.of(secret)), observed, ['configs']);
  const error = await provider.update(update).catch((reason: unknown) => reason);
  if (!(error instanceof UserError)) throw error;
  expect(error.diagnostics).toMatchObject([{ code: 'konnect-rejected' }]);
  expect(JSON.stringify(error.diagnostics)).toContain('***');
  expect(JSON.stringify(error.diagnostics)).not.toContain('rather');
});

test('a secret that is not at hand is never asked for here', async () => {
  const { requests, provider } = providerOf(echoed);
  const desired = strategy(SecretHandle.absent({ reason: 'the environment variable A is not set', fix: 'Set A.' }));
  await expect(provider.create(exampleWrite(applicationAuthStrategy, desired))).rejects.toThrow('A is not set');
  expect(requests).toEqual([]);
});
