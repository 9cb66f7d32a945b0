import { expect, test } from 'vitest';
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
    change({ action: 'replace', reason: 'cluster_type cannot change', takesAlong: ['its gateway configuration'] }),
  ];
  expect(meaningsOf(changes).map(({ effect, text }) => `${effect}: ${text}`)).toEqual([
    'widens: Team a gets the role Viewer on b',
    'widens: Portal dev is public',
    'narrows: Team a loses the role Admin on b',
    'deletes: API old is deleted, with its documents; 2 pages',
    'deletes: Portal dev is deleted and made anew, because cluster_type cannot change; it loses its gateway configuration',
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
