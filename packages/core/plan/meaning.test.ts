import { describe, expect, test } from 'vitest';
import type { Change } from './change.ts';
import { meaningsOf } from './meaning.ts';

function change(more: Partial<Change>): Change {
  const base = {
    address: 'acme/x',
    kind: 'Portal',
    region: 'eu',
    name: 'dev',
    action: 'update',
    fields: [],
    dependsOn: [],
  };
  return { ...base, ...more } as Change;
}

test('what lets people see or do more comes first, then less, then deletions, then what is taken over', () => {
  const changes = [
    change({
      action: 'adopt',
      fields: [
        { path: 'display_name', before: 'a', after: 'b' },
        { path: 'labels.env', after: 'dev' },
      ],
    }),
    change({ action: 'delete', kind: 'API', name: 'old', takesAlong: ['its documents', '2 pages'] }),
    change({ action: 'delete', effect: 'narrows', meaning: 'Team a loses the role Admin on b' }),
    change({ action: 'create', effect: 'widens', meaning: 'Team a gets the role Viewer on b' }),
    change({ fields: [{ path: 'visibility', effect: 'widens', meaning: 'is public' }] }),
    change({ action: 'replace', reason: 'cluster_type cannot change', takesAlong: ['1 data plane: a'] }),
    change({ action: 'delete', kind: 'Portal', name: 'old', cannotBeUndone: ['its address', 'its people, if any'] }),
  ];
  expect(meaningsOf(changes).map(({ effect, text }) => `${effect}: ${text}`)).toEqual([
    'widens: Team a gets the role Viewer on b',
    'widens: Portal dev is public',
    'narrows: Team a loses the role Admin on b',
    'deletes: API old is deleted, with its documents; 2 pages',
    'deletes: Portal dev is deleted and made anew, because cluster_type cannot change; it loses 1 data plane: a',
    'deletes: Portal old is deleted; cannot be undone: its address; its people, if any',
    'adopts: Portal dev exists and is taken over; 1 of its fields changes: display_name',
  ]);
});

test('an object with the mark of koctl is taken over from koctl', () => {
  const fields = [{ path: 'labels.ko-konnect-orchestrator', before: 'true' }];
  expect(meaningsOf([change({ action: 'adopt', fields })]).map(({ text }) => text)).toEqual([
    'Portal dev is taken over from koctl; nothing of it changes',
  ]);
});

test('an adoption that opens something says both', () => {
  const fields = [
    { path: 'authentication_enabled', before: true, after: false, effect: 'widens', meaning: 'is open' },
  ] as const;
  expect(meaningsOf([change({ action: 'adopt', fields })]).map(({ effect }) => effect)).toEqual(['widens', 'adopts']);
});

test.each(['none', 'waiting', 'blocked'] as const)('what is %s means nothing', (action) => {
  expect(meaningsOf([change({ action, effect: 'widens', meaning: 'is public' })])).toEqual([]);
});

const texts = (...changes: Change[]) => meaningsOf(changes).map(({ effect, text }) => `${effect}: ${text}`);
const publication = { kind: 'APIPublication', name: 'a on dev' };

describe('the meaning of one change', () => {
  test.each<[string, Partial<Change>, string[]]>([
    ['a creation that shows nothing', { action: 'create', fields: [{ path: 'name', after: 'x' }] }, []],
    [
      'a creation with what it opens',
      {
        action: 'create',
        fields: [{ path: 'a', meaning: 'is open' }, { path: 'b' }, { path: 'c', meaning: 'is public' }],
      },
      ['widens: Portal dev is open', 'widens: Portal dev is public'],
    ],
    [
      'access that comes, whose fields say nothing more',
      { action: 'create', effect: 'widens', meaning: 'Team a joins', fields: [{ path: 'a', meaning: 'is open' }] },
      ['widens: Team a joins'],
    ],
    ['access that comes without a sentence', { action: 'create', effect: 'widens', fields: [] }, []],
    [
      'a sentence that is no access',
      { action: 'create', meaning: 'Team a joins', fields: [{ path: 'a', meaning: 'is open' }] },
      ['widens: Portal dev is open'],
    ],
    ['access that goes', { action: 'delete', effect: 'narrows', meaning: 'Team a leaves' }, ['narrows: Team a leaves']],
    [
      'access that goes without a sentence',
      { action: 'delete', effect: 'narrows' },
      ['deletes: Portal dev is deleted'],
    ],
    ['an object that goes', { action: 'delete', meaning: 'Team a leaves' }, ['deletes: Portal dev is deleted']],
    [
      'an update that shows nothing',
      { fields: [{ path: 'a' }, { path: 'b', meaning: 'x' }, { path: 'c', effect: 'widens' }] },
      [],
    ],
    [
      'an update of both kinds',
      {
        fields: [
          { path: 'a', effect: 'narrows', meaning: 'is private' },
          { path: 'b', effect: 'widens', meaning: 'is open' },
        ],
      },
      ['widens: Portal dev is open', 'narrows: Portal dev is private'],
    ],
    [
      'an adoption of what is right already',
      { action: 'adopt' },
      ['adopts: Portal dev exists and is taken over; nothing of it changes'],
    ],
    [
      'an adoption of what differs',
      { action: 'adopt', fields: [{ path: 'a' }, { path: 'labels.x' }, { path: 'labels' }] },
      ['adopts: Portal dev exists and is taken over; 2 of its fields change: a, labels'],
    ],
    [
      'an object that is made anew',
      { action: 'replace', reason: 'x cannot change' },
      ['deletes: Portal dev is deleted and made anew, because x cannot change'],
    ],
  ])('%s', (_, more, expected) => {
    expect(texts(change(more))).toEqual(expected);
  });

  test('has the place and the environment of the change, as far as it has them', () => {
    const place = { file: 'teams.yaml', start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };
    expect(meaningsOf([change({ action: 'delete', environment: 'dev', place })])).toEqual([
      { effect: 'deletes', text: 'Portal dev is deleted', address: 'acme/x', environment: 'dev', place },
    ]);
    expect(meaningsOf([change({ action: 'delete' })])).toEqual([
      { effect: 'deletes', text: 'Portal dev is deleted', address: 'acme/x' },
    ]);
  });
});

describe('access to an object that is made anew', () => {
  const goes = change({
    ...publication,
    action: 'delete',
    effect: 'narrows',
    meaning: 'a is taken off',
    partOf: 'acme/a',
  });
  const comes = change({ ...publication, action: 'create', effect: 'widens', meaning: 'a is published' });

  test.each<[string, Change[], string[]]>([
    ['and that comes back is neither given nor taken', [goes, comes], []],
    ['and that does not come back is taken', [goes], ['narrows: a is taken off']],
    ['is given if it was not there before', [comes], ['widens: a is published']],
    [
      'of another name comes and goes',
      [goes, { ...comes, name: 'b on dev' }],
      ['widens: a is published', 'narrows: a is taken off'],
    ],
    [
      'of another kind comes and goes',
      [goes, { ...comes, kind: 'X' }],
      ['widens: a is published', 'narrows: a is taken off'],
    ],
    [
      'that was not part of it comes and goes',
      [{ ...goes, partOf: undefined } as unknown as Change, comes],
      ['widens: a is published', 'narrows: a is taken off'],
    ],
    ['without a meaning says nothing', [change({ ...publication, action: 'delete', partOf: 'acme/a' })], []],
    [
      'does not hide an update of that name',
      [goes, change({ ...publication, fields: [{ path: 'a', effect: 'widens', meaning: 'is public' }] })],
      ['widens: APIPublication a on dev is public', 'narrows: a is taken off'],
    ],
  ])('%s', (_, changes, expected) => {
    expect(texts(...changes)).toEqual(expected);
  });
});

test('of deletions, those that take something along come first, else all are in the order of the plan', () => {
  const deletion = (name: string, takesAlong: string[] = []) =>
    change({ action: 'delete', name, address: name, ...(takesAlong.length > 0 ? { takesAlong } : {}) });
  expect(
    meaningsOf([deletion('b'), deletion('a'), deletion('d', ['x']), deletion('c', ['y'])]).map(
      ({ address }) => address,
    ),
  ).toEqual(['d', 'c', 'b', 'a']);
});

test('a state that an update passes through lets people see or do more, before what is shown afterwards', () => {
  const fields = [{ path: 'oidc', effect: 'narrows', meaning: 'lets nobody sign in through it' }] as const;
  const passing = change({ fields, passesThrough: ['people can sign in with a password'] });
  expect(meaningsOf([passing]).map(({ effect, text }) => `${effect}: ${text}`)).toEqual([
    'widens: Portal dev: on the way, people can sign in with a password',
    'narrows: Portal dev lets nobody sign in through it',
  ]);
  expect(meaningsOf([{ ...passing, action: 'blocked' }])).toEqual([]);
});
