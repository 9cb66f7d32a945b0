import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { EntityChange } from '@konduct/deck/gateway/change';
import { countChanges } from '@konduct/deck/gateway/change';
import { describe, expect, test } from 'vitest';
import { environmentMarkdown } from './markdown.ts';
import type { ControlPlaneView, GatewayMode } from './words.ts';

const change = (action: EntityChange['action'], name: string, fields: EntityChange['fields'] = []): EntityChange => ({
  action,
  kind: 'service',
  name,
  id: undefined,
  fields,
});

const diff = { mode: 'diff' } as const;

const view = (
  name: string,
  changes: readonly EntityChange[],
  more: Partial<ControlPlaneView> = {},
): ControlPlaneView => ({
  name,
  team: 'flight-data',
  outcome: changes.length > 0 ? 'changes' : 'unchanged',
  diagnostics: [],
  diff: { changes, summary: countChanges(changes), warnings: [] },
  ...more,
});

test('one comment with all control planes', () => {
  const planes: ControlPlaneView[] = [
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
      diagnostics: [],
      note: 'waits for the control plane later-dev, which does not exist yet',
    },
  ];
  expect(environmentMarkdown('dev', planes, diff)).toMatchInlineSnapshot(`
    "### Gateways of dev: 1 to create, 1 to take over, 1 to update, 1 to delete; 1 of 3 control planes waiting

    | control plane | team | create | take over | update | delete | |
    |---|---|--:|--:|--:|--:|---|
    | \`flight-data-dev\` | \`flight-data\` | 1 | 1 | 1 | 1 | changes |
    | \`customer-data-dev\` | \`flight-data\` | 0 | 0 | 0 | 0 | unchanged |
    | \`later-dev\` | \`later\` |  |  |  |  | waits for the control plane later-dev, which does not exist yet |

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
  const text = environmentMarkdown(hostile, [view(hostile, [change('create', hostile)])], diff);
  const outsideOfCode = text.replace(/^````diff\n[\s\S]*?\n````$/gm, '').replace(/```` .*? ````/g, '');
  expect(outsideOfCode).not.toMatch(/<script>|^<\/summary>|@org/m);
});

test('a large diff says less instead of breaking off', () => {
  const many = Array.from({ length: 5000 }, (_, index) => change('create', `service-${index}`));
  const text = environmentMarkdown('dev', [view('flight-data-dev', many)], diff);
  expect(text.length).toBeLessThan(65_536);
  expect(text).toContain('+ service (5000)');
});

const refusedToken: Diagnostic = {
  severity: 'error',
  code: 'konnect-unauthorized',
  message: 'listing ControlPlane failed: GET /v2/control-planes (us) was answered 401: <b>@org/team</b> | no',
  cause: 'The token comes from the environment variable A_TOKEN.',
  fix: 'Make a new token.',
  at: { file: 'konnect/organizations.yaml', start: { line: 5, column: 7 }, end: { line: 5, column: 9 } },
};

const failed = (name: string, more: Partial<ControlPlaneView> = {}): ControlPlaneView => ({
  name,
  team: 'flight-data',
  outcome: 'failed',
  diagnostics: [refusedToken],
  ...more,
});

const stale = failed('c-dev', {
  outcome: 'stale',
  diagnostics: [
    { severity: 'warning', code: 'deck-overlap', message: 'two routes' },
    { severity: 'error', code: 'deck-stale', message: 'c/kong.yaml is not what its sources render to' },
    { severity: 'error', code: 'deck-file', message: 'another' },
  ],
});

describe('what could not be compared', () => {
  test('is said in the title, and why it could not below the table; what is the same once', () => {
    const links = { repository: 'https://github.com/o/r', commit: 'abc' };
    const text = environmentMarkdown('dev', [failed('a-dev'), failed('b-dev'), stale], { ...diff, links });
    expect(text).toMatchInlineSnapshot(`
      "### Gateways of dev: 3 of 3 control planes could not be compared

      | control plane | team | create | take over | update | delete | |
      |---|---|--:|--:|--:|--:|---|
      | \`a-dev\` | \`flight-data\` |  |  |  |  | ❌ could not be compared |
      | \`b-dev\` | \`flight-data\` |  |  |  |  | ❌ could not be compared |
      | \`c-dev\` | \`flight-data\` |  |  |  |  | ❌ stale, not compared |

      - \`a-dev\`, \`b-dev\`: listing ControlPlane failed: GET /v2/control-planes \\(us\\) was answered 401: &lt;b&gt;@​org/team&lt;/b&gt; \\| no, \`konnect-unauthorized\` [\`konnect/organizations.yaml:5\`](https://github.com/o/r/blob/abc/konnect/organizations.yaml#L5)
        - Cause: The token comes from the environment variable A\\_TOKEN.
        - Fix: Make a new token.
      - \`c-dev\`: c/kong.yaml is not what its sources render to (and 1 more error), \`deck-stale\`
      "
    `);
  });

  test('is no reason to hold back the others', () => {
    const title = (...planes: ControlPlaneView[]) => environmentMarkdown('dev', planes, diff).split('\n')[0];
    const changed = view('b-dev', [change('create', 'new')]);
    const waiting: ControlPlaneView = { ...failed('w-dev'), outcome: 'waiting', diagnostics: [], note: 'waits' };
    expect(title(failed('a-dev'), changed)).toBe(
      '### Gateways of dev: 1 to create, 0 to update, 0 to delete; 1 of 2 control planes could not be compared',
    );
    expect(title(failed('a-dev'), view('b-dev', []))).toBe(
      '### Gateways of dev: 1 of 2 control planes could not be compared',
    );
    expect(title(view('a-dev', []), waiting)).toBe('### Gateways of dev: 1 of 2 control planes waiting');
    expect(title(view('a-dev', []), view('b-dev', []))).toBe('### Gateways of dev: no changes');
    const deletes = view('a-dev', [change('delete', 'old')], { outcome: 'refused' });
    expect(title(deletes)).toBe(
      '### Gateways of dev: 0 to create, 0 to update, 1 to delete; 1 of 1 control plane would be refused',
    );
  });
});

test('after a sync everything is told as done, or as not done', () => {
  const two = [change('create', 'a'), change('create', 'b')];
  const done = (creates: number) => ({ creates, takeovers: 0, updates: 0, deletes: 0 });
  const planes = [
    view('all-dev', two, { outcome: 'synced', done: done(2) }),
    view('some-dev', two, { outcome: 'partly', done: done(1), diagnostics: [refusedToken] }),
    view('none-dev', two, { outcome: 'refused', diagnostics: [refusedToken] }),
    view('same-dev', []),
  ];
  const sync: { mode: GatewayMode } = { mode: 'sync' };
  expect(environmentMarkdown('dev', planes, sync).replace(/```diff[\s\S]*?```/g, '…')).toMatchInlineSnapshot(`
    "### Gateways of dev: 3 created, 0 updated, 0 deleted; 1 of 4 control planes not synced; 1 of 4 control planes synced in part

    | control plane | team | created | taken over | updated | deleted | |
    |---|---|--:|--:|--:|--:|---|
    | \`all-dev\` | \`flight-data\` | 2 | 0 | 0 | 0 | synced |
    | \`some-dev\` | \`flight-data\` | 1 | 0 | 0 | 0 | ❌ synced in part |
    | \`none-dev\` | \`flight-data\` |  |  |  |  | ❌ refused |
    | \`same-dev\` | \`flight-data\` | 0 | 0 | 0 | 0 | unchanged |

    - \`some-dev\`, \`none-dev\`: listing ControlPlane failed: GET /v2/control-planes \\(us\\) was answered 401: &lt;b&gt;@​org/team&lt;/b&gt; \\| no, \`konnect-unauthorized\` \`konnect/organizations.yaml:5\`
      - Cause: The token comes from the environment variable A\\_TOKEN.
      - Fix: Make a new token.

    <details>
    <summary><b>all-dev</b>: 2 created, 0 updated, 0 deleted</summary>

    …

    </details>

    <details>
    <summary><b>some-dev</b>: 1 created, 0 updated, 0 deleted, of 2 to create, 0 to update, 0 to delete</summary>

    …

    </details>

    <details>
    <summary><b>none-dev</b>: not done: 2 to create, 0 to update, 0 to delete</summary>

    …

    </details>
    "
  `);
});
