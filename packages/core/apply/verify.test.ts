import { controlPlane } from '@konduct/konnect/kinds/control-plane';
import { portal } from '@konduct/konnect/kinds/portal';
import { describe, expect, test } from 'vitest';
import type { Platform } from '../blueprint/platform.fixture.ts';
import { UserError } from '../diagnostic/user-error.ts';
import { plan, resources, settingsOf } from '../plan/planning.fixture.ts';
import { Memory, type MemoryOptions } from '../provider/memory.fixture.ts';
import type { Provider } from '../provider/provider.ts';
import { apply } from './apply.ts';
import { verify } from './verify.ts';

const platform = resources(`
  - {id: portal, kind: Portal, region: eu, template: {name: dev, display_name: Dev}}
  - {id: api, kind: API, region: eu, template: {name: bookings}}
  - {id: publication, kind: APIPublication, region: eu, template: {api_id: "\${api.id}", portal_id: "\${portal.id}"}}`);

/** Milliseconds. A verification that used them up would not end before its test is given up. */
const longerThanATest = 600_000;

/** Applies, lets `meanwhile` happen, and verifies. */
async function verified(
  memory: Memory,
  {
    patience = 0,
    meanwhile,
    of = platform,
    through = memory,
  }: { patience?: number; meanwhile?: () => void; of?: Platform; through?: Provider } = {},
) {
  const { signal } = new AbortController();
  const planned = await plan(of, memory);
  const results = await apply({
    graph: of.graph,
    planned,
    provider: through,
    concurrency: 2,
    signal,
    onProgress: () => {},
  });
  meanwhile?.();
  return verify(settingsOf(of), memory, { plan: planned.plan, results }, patience, signal);
}

test('nothing is left to do', async () => {
  const { verification } = await verified(new Memory());
  expect(verification).toMatchObject({ ok: true, summary: { none: 3, create: 0 }, diagnostics: [] });
});

describe('lists that lag', () => {
  test('are waited for', async () => {
    const { verification } = await verified(new Memory({ lag: 1 }), { patience: longerThanATest });
    expect(verification.ok).toBe(true);
  });

  test('but not for ever, and what only hangs on something missing is not told', async () => {
    const { verification } = await verified(new Memory({ lag: 100 }), { patience: 300 });
    expect(verification).toMatchObject({
      ok: false,
      diagnostics: [
        { code: 'verify-failed', message: "The Portal acme/portal was created and does not show in Konnect's lists" },
        { code: 'verify-failed', message: "The API acme/api was created and does not show in Konnect's lists" },
      ],
    });
  });
});

describe('a value that does not stay', () => {
  test('is named, with its place, and not waited for', async () => {
    const memory = new Memory();
    // Konnect stores another value than it was sent.
    const stubborn: Provider = {
      list: (collection) => memory.list(collection),
      find: (kind, region, id) => memory.find(kind, region, id),
      read: (kind, region, object) => memory.read(kind, region, object),
      create: (write) =>
        memory.create({
          ...write,
          desired: { ...write.desired, ...(write.kind.name === 'Portal' ? { display_name: 'DEV' } : {}) },
        }),
      update: (update) => memory.update(update),
      remove: (removal) => memory.remove(removal),
      contents: (kind, region, object) => memory.contents(kind, region, object),
    };
    const { verification } = await verified(memory, { patience: longerThanATest, through: stubborn });
    expect(verification).toMatchObject({
      ok: false,
      diagnostics: [
        {
          code: 'verify-failed',
          message: 'The Portal acme/portal still differs after it was written: `display_name` is "DEV" and not "Dev"',
          at: { file: 'manifest.yaml' },
        },
      ],
    });
  });

  test('because somebody else changed what was in order', async () => {
    const memory = new Memory();
    await verified(memory);
    const meanwhile = () => {
      const [stored] = memory.all(portal);
      Object.assign(stored?.fields ?? {}, { display_name: 'By hand' });
    };
    const { verification } = await verified(memory, { meanwhile });
    expect(verification.diagnostics).toMatchObject([
      {
        message:
          'The Portal acme/portal was in order before and differs now: `display_name` is "By hand" and not "Dev"',
      },
    ]);
  });
});

describe('is excused', () => {
  test('what failed and what it held up', async () => {
    const answer: MemoryOptions['answer'] = ({ kind }) =>
      kind.name === 'API' ? new UserError([{ severity: 'error', code: 'konnect-rejected', message: 'no' }]) : undefined;
    const { verification } = await verified(new Memory({ answer }));
    expect(verification).toMatchObject({ ok: true, summary: { none: 1, create: 2 } });
  });

  test('what waits, and the reason is that of now', async () => {
    const waiting = resources(`
  - {id: shared, kind: Portal, region: eu, externalRef: {name: shared}}
  - {id: api, kind: API, region: eu, template: {name: a, description: "\${shared.id}"}}`);
    const memory = new Memory();
    const { verification, waiting: reasons } = await verified(memory, { of: waiting });
    expect(verification.ok).toBe(true);
    expect([...reasons]).toEqual([['acme/api', 'a Portal with name shared']]);
    const put = () => void memory.put(portal, 'eu', { name: 'shared' });
    expect(await verified(memory, { of: waiting, meanwhile: put })).toMatchObject({
      verification: { ok: true, summary: { create: 1 } },
      waiting: new Map(),
    });
  });

  test('what was adopted with a field that cannot change', async () => {
    const planes = resources(
      '  - {id: plane, kind: ControlPlane, region: eu, template: {name: p1, cluster_type: CLUSTER_TYPE_SERVERLESS}}',
    );
    const memory = new Memory();
    memory.put(controlPlane, 'eu', { name: 'p1', cluster_type: 'CLUSTER_TYPE_CONTROL_PLANE' });
    expect((await verified(memory, { of: planes })).verification).toMatchObject({
      ok: true,
      summary: { replace: 0, none: 1 },
      diagnostics: [],
    });
  });
});

test('a signal ends the waiting for lists', async () => {
  const controller = new AbortController();
  const memory = new Memory({ lag: 100 });
  const planned = await plan(platform, memory);
  const { signal } = controller;
  const results = await apply({
    graph: platform.graph,
    planned,
    provider: memory,
    concurrency: 2,
    signal,
    onProgress: () => {},
  });
  const running = verify(settingsOf(platform), memory, { plan: planned.plan, results }, 60_000, signal);
  controller.abort();
  expect((await running).verification.ok).toBe(false);
});

test('what was written and belongs to somebody else by now is not verified', async () => {
  const memory = new Memory();
  const meanwhile = () => memory.change(portal, { labels: { 'konduct-owner': 'globex' } });
  const { verification } = await verified(memory, { meanwhile });
  expect(verification).toMatchObject({ ok: false, diagnostics: [{ code: 'verify-failed' }] });
  expect(verification.diagnostics[0]?.message).toContain('was written and is blocked by now');
});
