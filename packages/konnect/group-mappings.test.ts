import { UserError } from '@konduct/core/diagnostic/user-error';
import { handle } from '@konduct/simulator/handle';
import { State } from '@konduct/simulator/state';
import { describe, expect, test } from 'vitest';
import { inProcessTransport } from './in-process.ts';
import { identityProvider } from './kinds/identity-provider.ts';
import { identityProviderTeamGroupMapping } from './kinds/identity-provider-team-group-mapping.ts';
import type { KonnectKind } from './kinds/kind.ts';
import { teamGroupMapping } from './kinds/team-group-mapping.ts';
import { tokenAccount } from './kinds/token-account.ts';
import { konnectProvider } from './provider.ts';
import type { KonnectAnswer } from './transport.ts';

const token = 'kpat_in-process';

function providerOf(answer: Parameters<typeof inProcessTransport>[0]) {
  const retry = { attempts: 1, settle: 0 };
  return konnectProvider({ transport: inProcessTransport(answer, token), contents: new Map(), retry });
}

function list(provider: ReturnType<typeof providerOf>, kind: KonnectKind, parents: Record<string, string> = {}) {
  return provider.list({ kind, region: 'global', parents });
}

test('what maps groups to teams is seen in both lists', async () => {
  const state = new State();
  const provider = providerOf((request) => handle(state, request));
  const send = (method: string, path: string, body: object): unknown => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const query = new URLSearchParams();
    const answer = handle(state, { method, host: 'global', path, query, headers, body: JSON.stringify(body) });
    expect(answer.status).toBeLessThan(300);
    return answer.body;
  };
  const team = send('POST', '/v3/teams', { name: 'flights' }) as { id: string };
  const config = { issuer_url: 'https://login.example', client_id: 'c', client_secret: 'hidden' };
  const idp = send('POST', '/v3/identity-providers', { type: 'oidc', login_path: 'acme', config }) as { id: string };
  send('POST', `/v3/identity-providers/${idp.id}/team-group-mappings`, { team_id: team.id, group: 'pilots' });

  expect(await list(provider, teamGroupMapping)).toEqual([
    { fields: { team_id: team.id, groups: ['pilots'] }, labels: {} },
  ]);
  const providers = await list(provider, identityProvider);
  expect(providers).toMatchObject([{ fields: { id: idp.id, type: 'oidc', login_path: 'acme' } }]);
  expect(JSON.stringify(providers)).not.toContain('hidden');
  expect(await list(provider, identityProviderTeamGroupMapping, { identity_provider_id: idp.id })).toMatchObject([
    { fields: { identity_provider_id: idp.id, team_id: team.id, group: 'pilots' } },
  ]);
});

describe('a list that is not there', () => {
  const answering = (status: number) =>
    providerOf((): KonnectAnswer => ({ status, headers: {}, body: { status, title: 'no', detail: 'no' } }));

  test.each([
    [teamGroupMapping, 400],
    [teamGroupMapping, 404],
    [identityProvider, 404],
    [identityProviderTeamGroupMapping, 404],
    [tokenAccount, 403],
    [tokenAccount, 404],
  ] as const)('is as good as an empty one: $0.name, %i', async (kind, status) => {
    expect(await list(answering(status), kind, { identity_provider_id: 'i' })).toEqual([]);
  });

  test.each([
    [teamGroupMapping, 403],
    [identityProvider, 400],
    [identityProviderTeamGroupMapping, 400],
    [tokenAccount, 400],
  ] as const)('is something else than one that is refused: $0.name, %i', async (kind, status) => {
    await expect(list(answering(status), kind, { identity_provider_id: 'i' })).rejects.toBeInstanceOf(UserError);
  });
});
