import { signIn } from '@konduct/konnect/kinds/sign-in';
import { expect, test } from 'vitest';
import { plan, planAndApply, resources } from '../plan/planning.fixture.ts';
import { Memory } from '../provider/memory.fixture.ts';

const platform = () =>
  resources(`  - id: signIn
    kind: SignIn
    template: {basic_auth_enabled: false, oidc_auth_enabled: true, oidc_provider_id: idp}
  - {id: team, kind: Team, template: {name: a}}`);

test('what there is one of changes in one write, last, so that nobody is locked out between two', async () => {
  const memory = new Memory();
  memory.put(signIn, 'global', {
    basic_auth_enabled: true,
    oidc_auth_enabled: false,
    oidc_provider_id: 'idp',
  });
  await planAndApply(platform(), memory);
  expect(memory.writes.map(({ verb, write }) => [verb, write.address])).toEqual([
    ['create', 'acme/team'],
    ['update', 'acme/signIn'],
  ]);
  expect(memory.writes.at(-1)).toMatchObject({ write: { changed: ['basic_auth_enabled', 'oidc_auth_enabled'] } });
  expect((await plan(platform(), memory)).plan.summary).toMatchObject({ update: 0, none: 2 });
});

test('what Konnect does not show is not made', async () => {
  const { plan: planned } = await plan(platform(), new Memory());
  expect(planned.diagnostics).toMatchObject([{ code: 'konnect-answer' }]);
  expect(planned.changes.find(({ kind }) => kind === 'SignIn')).toMatchObject({ action: 'blocked' });
});
