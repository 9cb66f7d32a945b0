import { controlPlane } from '@konduct/konnect/kinds/control-plane';
import { portal } from '@konduct/konnect/kinds/portal';
import { describe, expect, test } from 'vitest';
import { addressLabelValue } from '../observe/labels.ts';
import { plan, planAndApply, resources } from '../plan/planning.fixture.ts';
import { Memory } from '../provider/memory.fixture.ts';

describe('what is written', () => {
  const portals = resources(
    '  - {id: portal, kind: Portal, region: eu, template: {name: dev, display_name: Dev, default_content: true, labels: {team: a, old: null}}}',
  );
  const owner = { 'konduct-owner': 'acme', 'konduct-address': addressLabelValue('acme/portal') };

  test('a creation: all fields, labels apart, and the digest apart from those', async () => {
    const memory = new Memory();
    await planAndApply(portals, memory);
    expect(memory.writes).toMatchObject([
      {
        verb: 'create',
        write: {
          region: 'eu',
          address: 'acme/portal',
          desired: { name: 'dev', display_name: 'Dev', default_content: true },
          labels: { team: 'a', ...owner },
          digest: expect.stringMatching(/^[0-9a-f]{32}$/),
        },
      },
    ]);
    expect(memory.writes[0]?.write.desired).not.toHaveProperty('labels');
  });

  test("an adoption: one write with what differs, others' labels kept and koctl's gone", async () => {
    const memory = new Memory();
    const labels = { theirs: 'x', old: 'y', 'ko-konnect-orchestrator': 'true', 'env-name': 'dev' };
    memory.put(portal, 'eu', { name: 'dev', display_name: 'Old' }, labels);
    const [result] = await planAndApply(portals, memory);
    expect(result).toMatchObject({ action: 'adopt', outcome: 'applied' });
    expect(memory.writes).toMatchObject([
      { verb: 'update', write: { changed: ['display_name'], labels: { theirs: 'x', team: 'a', ...owner } } },
    ]);
    expect(Object.keys(memory.writes[0]?.write.labels ?? {})).toHaveLength(4);
  });

  test('an update: only what differs counts as changed, and the old digest is not among the labels', async () => {
    const memory = new Memory();
    await planAndApply(portals, memory);
    const changed = resources(
      '  - {id: portal, kind: Portal, region: eu, template: {name: dev, display_name: New, default_content: true}}',
    );
    await planAndApply(changed, memory);
    expect(memory.writes[1]).toMatchObject({ verb: 'update', write: { changed: ['display_name'] } });
    expect(memory.writes[1]?.write.labels).not.toHaveProperty('konduct-digest');
    expect(memory.writes[1]?.write.digest).toBe(memory.writes[0]?.write.digest);
  });

  test('a replacement is refused, names its field and place, and holds up nothing else', async () => {
    const memory = new Memory();
    const labels = { 'konduct-owner': 'acme', 'konduct-address': addressLabelValue('acme/plane') };
    memory.put(controlPlane, 'eu', { name: 'p1', cluster_type: 'CLUSTER_TYPE_CONTROL_PLANE' }, labels);
    const platform = resources(`
  - {id: plane, kind: ControlPlane, region: eu, template: {name: p1, cluster_type: CLUSTER_TYPE_SERVERLESS}}
  - {id: other, kind: ControlPlane, region: eu, template: {name: p2}}`);
    expect((await plan(platform, memory)).plan.diagnostics).toMatchObject([
      {
        code: 'replace-refused',
        message: expect.stringContaining('cluster_type cannot change'),
        at: { file: 'blueprints/organization.yaml' },
      },
    ]);
    const results = await planAndApply(platform, memory);
    expect(results.map(({ outcome, action }) => `${outcome} ${action}`)).toEqual(['blocked blocked', 'applied create']);
    expect(memory.writes).toHaveLength(1);
  });

  test('null: what is there is taken away, once', async () => {
    const memory = new Memory();
    memory.put(portal, 'eu', { name: 'dev', display_name: 'Dev', description: 'Old' });
    const platform = resources('  - {id: portal, kind: Portal, region: eu, template: {name: dev, description: null}}');
    await planAndApply(platform, memory);
    expect(memory.writes).toMatchObject([
      { verb: 'update', write: { changed: ['description'], desired: { description: null } } },
    ]);
    expect(memory.all(portal)[0]?.fields).toMatchObject({ display_name: 'Dev' });
    expect(memory.all(portal)[0]?.fields).not.toHaveProperty('description');
    expect(await planAndApply(platform, memory)).toEqual([]);
  });
});
