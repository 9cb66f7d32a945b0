import { expect, test } from 'vitest';
import type { EntityChange } from './change.ts';
import { countChanges } from './change.ts';
import { environmentMarkdown } from './markdown.ts';

const change = (action: EntityChange['action'], name: string, fields: EntityChange['fields'] = []): EntityChange => ({
  action,
  kind: 'service',
  name,
  id: undefined,
  identity: undefined,
  fields,
});

const view = (name: string, changes: readonly EntityChange[], more: object = {}) => ({
  name,
  team: 'flight-data',
  outcome: changes.length > 0 ? 'changes' : 'unchanged',
  diff: { changes, summary: countChanges(changes), warnings: [] },
  ...more,
});

test('one comment with all control planes', () => {
  const planes = [
    view('flight-data-dev', [
      change('delete', 'old'),
      change('create', 'new'),
      change('takeover', 'koctl'),
      change('update', 'same', [
        { path: 'host', before: 'a', after: 'b' },
        { path: 'config.key', before: '[masked]', after: '[masked]' },
      ]),
    ]),
    view('customer-data-dev', []),
    {
      name: 'later-dev',
      team: 'later',
      outcome: 'waiting',
      note: 'waits for the control plane later-dev, which does not exist yet',
    },
  ];
  expect(environmentMarkdown('dev', planes)).toMatchInlineSnapshot(`
    "### Gateways of dev: 1 to create, 1 to take over, 1 to update, 1 to delete

    | control plane | team | create | take over | update | delete | |
    |---|---|--:|--:|--:|--:|---|
    | \`flight-data-dev\` | \`flight-data\` | 1 | 1 | 1 | 1 | changes |
    | \`customer-data-dev\` | \`flight-data\` | 0 | 0 | 0 | 0 | unchanged |
    | \`later-dev\` | \`later\` |  |  |  |  | waiting: waits for the control plane later-dev, which does not exist yet |

    <details>
    <summary><b>flight-data-dev</b>: 1 to create, 1 to take over, 1 to update, 1 to delete</summary>

    \`\`\`diff
    - service old
    + service new
    ! take over service koctl
    ! update service same
    -     host: "a"
    +     host: "b"
    !     config.key: [masked]
    \`\`\`

    </details>
    "
  `);
});

test('names cannot leave their place', () => {
  const hostile = 'x`|\n</summary><script>@org/team ```';
  const text = environmentMarkdown(hostile, [view(hostile, [change('create', hostile)])]);
  const outsideOfCode = text.replace(/^````diff\n[\s\S]*?\n````$/gm, '').replace(/```` .*? ````/g, '');
  expect(outsideOfCode).not.toMatch(/<script>|^<\/summary>|@org/m);
});

test('a large diff says less instead of breaking off', () => {
  const many = Array.from({ length: 5000 }, (_, index) => change('create', `service-${index}`));
  const text = environmentMarkdown('dev', [view('flight-data-dev', many)]);
  expect(text.length).toBeLessThan(65_536);
  expect(text).toContain('+ service (5000)');
});
