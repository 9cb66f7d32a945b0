import { identityProviderTeamGroupMapping } from '@konduct/konnect/kinds/identity-provider-team-group-mapping';
import { teamGroupMapping } from '@konduct/konnect/kinds/team-group-mapping';
import { teamRole } from '@konduct/konnect/kinds/team-role';
import { teamUser } from '@konduct/konnect/kinds/team-user';
import { tokenAccount } from '@konduct/konnect/kinds/token-account';
import { describe, expect, test } from 'vitest';
import type { Kind } from '../kind/kind.ts';
import type { ObservedObject } from '../provider/provider.ts';
import { objectOf, observationOf } from './decision.fixture.ts';
import { precedenceOf, precedencesOf, type Yielded, yieldedFindings } from './precedence.ts';

const member = { team_id: 't', user_id: 'u' };

describe('what decides about a membership instead of the manifests', () => {
  test.each<[string, readonly (readonly [Kind, ...ObservedObject[]])[], string | undefined, string | undefined]>([
    ['nothing', [], undefined, undefined],
    [
      'a group of the team',
      [[teamGroupMapping, objectOf({ team_id: 't', groups: ['g'] })]],
      'TeamGroupMapping',
      'TeamGroupMapping',
    ],
    ['no group of the team', [[teamGroupMapping, objectOf({ team_id: 't', groups: [] })]], undefined, undefined],
    [
      'groups that nobody can see',
      [[teamGroupMapping, objectOf({ team_id: 't' })]],
      'TeamGroupMapping',
      'TeamGroupMapping',
    ],
    ['a group of another team', [[teamGroupMapping, objectOf({ team_id: 'x', groups: ['g'] })]], undefined, undefined],
    [
      'a group of the team behind one of another team and an empty one',
      [
        [
          teamGroupMapping,
          objectOf({ team_id: 'x', groups: ['g'] }),
          objectOf({ team_id: 't', groups: [] }),
          objectOf({ team_id: 't', groups: ['g'] }),
        ],
      ],
      'TeamGroupMapping',
      'TeamGroupMapping',
    ],
    [
      'a group of an identity provider',
      [[identityProviderTeamGroupMapping, objectOf({ team_id: 't', group: 'g' })]],
      'IdentityProviderTeamGroupMapping',
      'IdentityProviderTeamGroupMapping',
    ],
    [
      'the account of the token, which only keeps its own',
      [[tokenAccount, objectOf({ user_id: 'u' })]],
      undefined,
      'TokenAccount',
    ],
    ['the account of another token', [[tokenAccount, objectOf({ user_id: 'x' })]], undefined, undefined],
    [
      'of two, the first of the kind',
      [
        [teamGroupMapping, objectOf({ team_id: 't', groups: ['g'] })],
        [tokenAccount, objectOf({ user_id: 'u' })],
      ],
      'TeamGroupMapping',
      'TokenAccount',
    ],
  ])('%s', (_, seen, added, removed) => {
    const observation = observationOf(...seen);
    expect(precedenceOf(teamUser, member, observation, 'add')?.kind).toBe(added);
    expect(precedenceOf(teamUser, member, observation, 'remove')?.kind).toBe(removed);
  });

  test('cannot be told while the team is not known', () => {
    const observation = observationOf([teamGroupMapping, objectOf({ groups: ['g'] })]);
    expect(precedenceOf(teamUser, { user_id: 'u' }, observation, 'add')).toBeUndefined();
  });

  test('is nothing for other kinds', () => {
    expect(precedencesOf(teamRole, 'remove')).toEqual([]);
    expect(precedencesOf(teamUser, 'add')).toHaveLength(2);
    expect(precedencesOf(teamUser, 'remove')).toHaveLength(3);
  });
});

describe('the warning that manifests do not decide', () => {
  const place = (line: number) => ({ file: 'teams.yaml', start: { line, column: 1 }, end: { line, column: 2 } });
  const yielded = (verb: Yielded['verb'], name: string, more: Partial<Yielded> = {}): Yielded => ({
    verb,
    name,
    about: 'the members of team a',
    because: 'groups are mapped',
    ...more,
  });
  const start = 'The manifests do not decide about the members of team a, because groups are mapped; ';

  test.each<[string, Yielded[], string[]]>([
    ['nothing', [], []],
    ['what is not added', [yielded('add', 'eve')], [`${start}not added: eve`]],
    ['what is not removed', [yielded('remove', 'eve')], [`${start}not removed: eve`]],
    [
      'both at once, by name',
      [yielded('remove', 'd'), yielded('add', 'c'), yielded('remove', 'b'), yielded('add', 'a')],
      [`${start}not added: a; c, not removed: b; d`],
    ],
    [
      'each subject and reason on its own',
      [
        yielded('add', 'a'),
        yielded('add', 'b', { about: 'eve' }),
        yielded('add', 'c', { because: 'so' }),
        yielded('add', 'd'),
      ],
      [
        `${start}not added: a; d`,
        'The manifests do not decide about eve, because groups are mapped; not added: b',
        'The manifests do not decide about the members of team a, because so; not added: c',
      ],
    ],
  ])('%s', (_, all, messages) => {
    expect(yieldedFindings(all).map(({ message }) => message)).toEqual(messages);
  });

  test('has the place of the first', () => {
    expect(
      yieldedFindings([yielded('add', 'a', { place: place(2) }), yielded('add', 'b', { place: place(3) })]),
    ).toMatchObject([{ code: 'link-yielded', severity: 'warning', at: place(2) }]);
  });
});
