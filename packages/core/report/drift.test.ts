import { describe, expect, test } from 'vitest';
import type { Difference } from '../drift/difference.ts';
import type { DriftReport } from '../drift/drift-report.ts';
import { driftGroups, driftSentence } from './drift.ts';
import { driftBlocks, partBlocks } from './markdown/drift.ts';
import { commentLimit, fit as fitted } from './markdown/fit.ts';
import { driftLines } from './text/drift.ts';
import { styleFor } from './text/style.ts';

const difference: Difference = {
  address: 'acme/dev/portal',
  kind: 'Portal',
  name: 'dev',
  region: 'eu',
  environment: 'dev',
  type: 'changed',
  origin: 'drift',
  fields: [{ path: 'display_name', before: 'By hand', after: 'Acme' }],
  updatedAt: '2026-11-30T01:02:03Z',
  remedy: { prunes: false, replaces: false, deep: false },
  mixed: false,
};

const report: DriftReport = {
  since: [{ id: '1a2b3c4d'.repeat(5), subject: 'Add bookings' }],
  deep: false,
  extraReads: 0,
  heal: 'off',
  differences: [difference],
  healed: [],
};

const lines = (drift: DriftReport) => driftLines(drift, 'acme', styleFor(false)).join('\n');
const markdown = (drift: DriftReport) => driftBlocks(drift, 'acme', 'everything', undefined).join('\n\n');

test('as text: what, since when, both values, and what mends it', () => {
  expect(lines(report)).toMatchInlineSnapshot(`
    "  Compared with 1a2b3c4 Add bookings, which was applied last.

      dev  drift: 1
        ~ Portal  dev  since 2026-11-30T01:02:03Z
            display_name  "By hand" in Konnect, "Acme" in the manifests
        mends it: konduct drift --organizations acme --environments dev --since 1a2b3c4d1a2b --heal safe

    Drift: 1 difference that git did not make.
    What is on the gateways is not compared here: konduct deck diff does that."
  `);
});

test('as Markdown', () => {
  expect(markdown(report)).toMatchInlineSnapshot(`
    "**Drift: 1 difference that git did not make.**

    Compared with \`1a2b3c4\` Add bookings, which was applied last.

    ### \`dev\`: drift

    | object | field | in Konnect | in the manifests | changed | declared |
    | :-- | :-- | :-- | :-- | :-- | :-- |
    | Portal \`dev\` | \`display_name\` | \`"By hand"\` | \`"Acme"\` | \`2026-11-30T01:02:03Z\` |  |

    Mends it:

    \`\`\`sh
    konduct drift --organizations acme --environments dev --since 1a2b3c4d1a2b --heal safe
    \`\`\`

    _What is on the gateways is not compared here: konduct deck diff does that._"
  `);
});

test('what is missing, undeclared, mixed, deep, or waits for its apply', () => {
  const differences: Difference[] = [
    { ...difference, type: 'missing', name: 'gone' },
    { ...difference, type: 'undeclared', name: 'extra', fields: [], reason: 'no manifest declares it' },
    { ...difference, mixed: true, remedy: { prunes: false, replaces: true, deep: true } },
    { ...difference, type: 'changed', fields: [], reason: 'the labels that Konduct knows it by' },
    { ...difference, origin: 'pending' },
  ];
  expect(lines({ ...report, differences, deep: true, extraReads: 2 })).toMatchInlineSnapshot(`
    "  Compared with 1a2b3c4 Add bookings, which was applied last.

      dev  drift: 3
        + Portal  gone  since 2026-11-30T01:02:03Z
            missing in Konnect
        - Portal  extra  since 2026-11-30T01:02:03Z
            in Konnect, and no manifest declares it
        ~ Portal  dev  since 2026-11-30T01:02:03Z
            the labels that Konduct knows it by differ
        mends it: konduct drift --organizations acme --environments dev --since 1a2b3c4d1a2b --heal safe

      dev  drift in objects that git changed, too: 1
        ~ Portal  dev  since 2026-11-30T01:02:03Z
            other fields of it are pending; only a deep comparison sees it
            display_name  "By hand" in Konnect, "Acme" in the manifests
        an apply mends it, with all that is pending: konduct apply --organizations acme --environments dev --replace

      dev  pending: git changed it since the last apply: 1
        ~ Portal  dev  since 2026-11-30T01:02:03Z
            display_name  "By hand" in Konnect, "Acme" in the manifests
        applies it: konduct apply --organizations acme --environments dev

    Drift: 4 differences that git did not make, 1 pending in git. 2 reads more than a plan has.
    What is on the gateways is not compared here: konduct deck diff does that."
  `);
});

describe('a value', () => {
  test('that is a secret is shown on neither side', () => {
    const field = { path: 'client_secret', before: 'old-secret', after: 'new-secret', secret: true } as const;
    const drift = { ...report, differences: [{ ...difference, fields: [field] }] };
    for (const text of [lines(drift), markdown(drift)]) expect(text).not.toMatch(/old-secret|new-secret/);
  });

  test('that was not read is not said to be missing, and one that was is told as what it is', () => {
    const after = { digest: 'ab'.repeat(32) };
    const here = (before: unknown, deep: boolean) => {
      const field = { path: 'spec_content', after, ...(before === undefined ? {} : { before }) };
      return lines({ ...report, deep, differences: [{ ...difference, fields: [field] }] });
    };
    expect(here(undefined, false)).toContain('(not read) in Konnect, sha256:abababababab in the manifests');
    expect(here(undefined, true)).toContain('(none) in Konnect');
    expect(here(after, true)).toContain('(the same document) in Konnect');
    expect(here({ digest: 'cd'.repeat(32) }, true)).toContain('sha256:cdcdcdcdcdcd in Konnect');
  });

  test('from Konnect stays in its cell, and is no markup', () => {
    const before = 'a | b\n<img src=x> @everybody ```';
    const drift = { ...report, differences: [{ ...difference, fields: [{ path: 'x', before, after: 'y' }] }] };
    const row = markdown(drift)
      .split('\n')
      .filter((line) => line.startsWith('| Portal'));
    expect(row).toHaveLength(1);
    // Columns end at bars that are not escaped.
    expect(row[0]?.match(/(?<!\\)\|/g)).toHaveLength(7);
  });
});

test('the sentence counts what is left, and what was mended', () => {
  const other = { ...difference, address: 'acme/dev/other' };
  const pending = { ...other, origin: 'pending' } as const;
  const mended = { ...report, heal: 'safe', healed: [difference.address] } as const;
  expect(driftSentence({ ...report, differences: [] })).toBe('No drift.');
  expect(driftSentence({ ...report, differences: [difference, other, pending] })).toBe(
    'Drift: 2 differences that git did not make, 1 pending in git.',
  );
  expect(driftSentence({ ...mended, differences: [difference, other] })).toBe(
    'Drift: 1 difference that git did not make, 1 mended.',
  );
});

test('what was mended is told apart from what is left, without a command', () => {
  const other = { ...difference, address: 'acme/dev/other' };
  const groups = driftGroups(
    { ...report, heal: 'safe', healed: [difference.address], differences: [difference, other] },
    'acme',
  );
  expect(groups.map(({ title, members, remedy }) => [title, members.length, remedy !== undefined])).toEqual([
    ['drift', 1, true],
    ['mended', 1, false],
  ]);
});

test('a command about the whole organization does not pretend that all parts were applied at one commit', () => {
  const extra = { ...difference, type: 'undeclared', remedy: { prunes: true, replaces: false, deep: false } } as const;
  const [first] = report.since;
  const other = { id: '5e6f'.repeat(10), subject: 'Rename bookings' };
  const found = (since: typeof report.since) =>
    driftGroups({ ...report, since, differences: [extra] }, 'acme').map(({ remedy }) => remedy?.command);
  expect(found(report.since)[0]).toContain(`--since ${first?.id.slice(0, 12)} --heal all`);
  expect(found([...report.since, other])).toEqual(['konduct apply --organizations acme --prune all']);
  const text = partBlocks(
    { ...report, since: [...report.since, other] },
    { organization: 'acme', environment: 'dev' },
    [difference, extra],
    'everything',
    undefined,
  ).join('\n');
  expect(text).toContain('--heal safe');
  expect(text).toContain('1 difference can be mended in no other way');
});

test('what a run was to mend and did not is told with the reason', () => {
  const unknown = { ...difference, origin: 'unknown' } as const;
  const mixed = { ...difference, mixed: true, contested: ['display_name'] };
  const larger = { ...difference, remedy: { prunes: true, replaces: false, deep: false } };
  const healing = { ...report, heal: 'safe' } as const;
  expect(driftSentence({ ...healing, differences: [unknown] })).toBe(
    'Drift: 1 difference. 1 not mended: nothing says what was applied last.',
  );
  expect(driftSentence({ ...healing, differences: [mixed, larger] })).toBe(
    'Drift: 2 differences that git did not make. 1 not mended: git changed the same objects. 1 not mended: a deletion or a replacement needs `heal: all`.',
  );
  expect(lines({ ...report, differences: [mixed] })).toContain('git changed display_name, too');
});

test('an issue has the command for what can be mended alone, and tells what cannot', () => {
  const part = { organization: 'acme', environment: 'dev' };
  const mixed = { ...difference, mixed: true, contested: ['display_name'] };
  const text = (members: Difference[]) => partBlocks(report, part, members, 'everything', undefined).join('\n');
  expect(text([difference])).toMatch(
    /To mend it\*\*, and nothing that is pending:\n(?:.|\n)+--heal safe(?:.|\n)+Or, together with all that is pending: run the workflow that applies this environment\.\n/,
  );
  const both = text([difference, mixed]);
  expect(both).toContain('this environment. 1 difference can be mended in no other way:');
  expect(both).toContain('konduct apply --organizations acme --environments dev');
  expect(text([mixed])).not.toContain('--heal');
});

test('ten thousand differences fit into an issue', () => {
  const members = Array.from({ length: 10_000 }, (_, index) => ({ ...difference, name: `portal-${index}` }));
  const text = fitted(
    (detail) => partBlocks(report, { organization: 'acme', environment: 'dev' }, members, detail, undefined),
    commentLimit,
  );
  expect(text.length).toBeLessThan(65_536);
  expect(text).toMatch(/and \d+ more, which do not fit here/);
  expect(text).toContain('konduct drift --organizations acme --environments dev --since 1a2b3c4d1a2b --heal safe');
});
