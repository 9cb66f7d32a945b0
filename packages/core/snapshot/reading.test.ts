import { expect, test } from 'vitest';
import { readSnapshot } from './reading.ts';
import { renderSnapshot, type SnapshotContent, snapshotFormat, snapshotSchemaId, withDigest } from './snapshot.ts';

const content: SnapshotContent = {
  $schema: snapshotSchemaId,
  format: snapshotFormat,
  konduct: '1.2.3',
  taken: '2026-11-30T20:15:00Z',
  organizations: [
    {
      name: 'acme',
      id: 'an-organization',
      owner: 'acme',
      regions: ['eu'],
      unnamed: 0,
      lists: [
        {
          kind: 'Team',
          region: 'global',
          objects: [{ fields: { id: 'a', name: 'flights' }, labels: { 2: 'b', a: 'c' } }],
        },
      ],
      looked: { a: 'there' },
    },
  ],
};
const snapshot = withDigest(content);
const text = renderSnapshot(snapshot);

function refusalOf(changed: string) {
  const reading = readSnapshot({ path: 'seen.json', text: changed });
  if (reading.type === 'snapshot') return 'read';
  const { code, message, cause, at } = reading.diagnostic;
  return `${at?.start.line}:${at?.start.column} ${code}: ${message}. ${cause}`;
}

test('what Konduct wrote is read as it is', () => {
  expect(readSnapshot({ path: 'seen.json', text })).toEqual({ type: 'snapshot', snapshot });
});

const edited = 'snapshot-unusable: seen.json was changed after Konduct wrote it';
const spelling = 'White space or spelling is not as Konduct writes it here';
const lines = text.split('\n').length;

test.each([
  ['indented anew', `${JSON.stringify(snapshot, undefined, 4)}\n`, `2:3 ${edited}. ${spelling}`],
  ['on one line', `${JSON.stringify(snapshot)}\n`, `1:2 ${edited}. ${spelling}`],
  ['with a blank line behind it', `${text}\n`, `${lines}:1 ${edited}. ${spelling}`],
  ['with other ends of lines', text.replaceAll('\n', '\r\n'), `1:2 ${edited}. ${spelling}`],
  [
    'with a byte order mark',
    `\uFEFF${text}`,
    `1:1 ${edited}. It begins with a byte order mark, which some editors add`,
  ],
  ['with a key twice', text.replace('"konduct": ', '"konduct": "0",\n  "konduct": '), `4:15 ${edited}. ${spelling}`],
  ['with its digest elsewhere', renderSnapshot({ digest: snapshot.digest, ...content }), `2:4 ${edited}. ${spelling}`],
  [
    'with keys in another order',
    renderSnapshot({
      ...snapshot,
      organizations: content.organizations.map(({ name, ...more }) => ({ ...more, name })),
    }),
    `1:1 ${edited}. Its \`digest\` is not that of its content`,
  ],
])('one that is %s', (_how, changed, expected) => {
  expect(refusalOf(changed)).toBe(expected);
});

test('a plan file is named as one', () => {
  const plan = '{ "$schema": "https://example.test/schemas/plan-file.schema.json", "format": 1 }';
  expect(readSnapshot({ path: 'plan.json', text: plan })).toMatchObject({
    type: 'refused',
    diagnostic: {
      code: 'snapshot-unusable',
      message: 'plan.json is a plan file and no snapshot',
      fix: 'Carry it out with `konduct apply --plan-file`, or name a file that `konduct apply --snapshot-file` wrote.',
    },
  });
});
