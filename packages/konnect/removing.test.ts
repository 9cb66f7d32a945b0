import { UserError } from '@konduct/core/diagnostic/user-error';
import { describe, expect, test } from 'vitest';
import type { KonnectKind } from './kinds/kind.ts';
import { fillPath } from './kinds/path.ts';
import { scopeOf } from './kinds/step.ts';
import { teamUser } from './kinds/team-user.ts';
import { konnectProvider } from './provider.ts';
import type { KonnectRequest } from './transport.ts';

// A kind whose objects are removed by a POST: no kind of Konnect's is in every list of kinds yet.
const { item: _item, ...rest } = teamUser;
const member: KonnectKind = {
  ...rest,
  name: 'Member',
  removal: ({ kind, region, observed: { fields } }) => ({
    request: () => ({
      method: 'POST',
      scope: scopeOf({ kind, region }),
      path: fillPath('/v3/teams/{team_id}/remove', fields),
      body: { members: [{ id: fields.user_id }] },
    }),
    returnsObject: false,
    repeatable: true,
  }),
};
const removal = {
  kind: member,
  region: 'global',
  address: 'acme/member',
  observed: { fields: { team_id: 't', user_id: 'u' }, labels: {} },
  force: false,
};

function konnect(...statuses: number[]) {
  const sent: KonnectRequest[] = [];
  const provider = konnectProvider({
    transport: {
      send: async (request) => {
        sent.push(request);
        return { status: statuses[sent.length - 1] ?? 204, headers: {}, body: undefined };
      },
    },
    contents: new Map(),
    retry: { sleep: async () => {} },
  });
  return { provider, sent };
}

describe('a removal that is no DELETE', () => {
  test('is the request that the kind says', async () => {
    const { provider, sent } = konnect();
    await provider.remove(removal);
    expect(sent).toEqual([
      { method: 'POST', scope: 'global', path: '/v3/teams/t/remove', body: { members: [{ id: 'u' }] } },
    ]);
  });

  test('is repeated after an answer that says nothing, and done when the object is gone', async () => {
    const { provider, sent } = konnect(503, 404);
    await provider.remove(removal);
    expect(sent).toHaveLength(2);
  });

  test('fails when Konnect refuses it', async () => {
    await expect(konnect(400).provider.remove(removal)).rejects.toThrow(UserError);
  });
});
