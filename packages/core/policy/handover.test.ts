import { api } from '@konduct/konnect/kinds/api';
import { controlPlane } from '@konduct/konnect/kinds/control-plane';
import { portal } from '@konduct/konnect/kinds/portal';
import { konnectKinds } from '@konduct/konnect/kinds/registry';
import { team } from '@konduct/konnect/kinds/team';
import { teamRole } from '@konduct/konnect/kinds/team-role';
import { describe, expect, test } from 'vitest';
import { UserError } from '../diagnostic/user-error.ts';
import { kindRegistry } from '../kind/kind.ts';
import { planAndApply, resources, settingsOf, shownChange } from '../plan/planning.fixture.ts';
import { contentHandle } from '../provider/content.ts';
import { Memory } from '../provider/memory.fixture.ts';
import { makeAdoptPlan, makeReleasePlan } from './handover.ts';
import { observedPlan } from './policed-plan.ts';

const reach = { kinds: kindRegistry(konnectKinds), regions: ['eu'], otherRegions: [], elsewhere: 'always' as const };
const ours = { 'konduct-owner': 'acme', 'konduct-address': 'x-0123456789abcdef' };

describe('releasing a platform', () => {
  const nothing = () => settingsOf(resources('  []'), { reach });
  const release = (memory: Memory) => observedPlan(nothing(), memory, makeReleasePlan);

  test('takes our labels off what has them, and writes nothing else', async () => {
    const memory = new Memory();
    memory.put(
      portal,
      'eu',
      { name: 'dev' },
      { ...ours, 'konduct-digest': 'd', team: 'a', 'konduct-protected': 'true' },
    );
    memory.put(portal, 'eu', { name: 'theirs' }, { 'konduct-owner': 'globex' });
    const { plan, decisions, orphans, demands } = await release(memory);
    expect(plan.changes.map(shownChange)).toEqual(['update x-0123456789abcdef: labels.konduct-owner: released']);
    expect(plan.changes[0]?.fields).toEqual([{ path: 'labels.konduct-owner', before: 'acme' }]);
    expect(decisions[0]).toMatchObject({ changed: [], labels: { team: 'a', 'konduct-protected': 'true' } });
    expect(decisions[0]?.labels).not.toHaveProperty('konduct-owner');
    expect(Object.keys(decisions[0]?.labels ?? {})).toEqual(['team', 'konduct-protected']);
    expect([plan.orphans, orphans, demands]).toEqual([[], [], []]);
    expect(plan.summary).toMatchObject({ update: 1, delete: 0, orphaned: 0 });
    expect(plan).toMatchObject({ organization: 'acme', owner: 'acme', extent: { type: 'regions', regions: ['eu'] } });
  });

  test('neither destroys anything nor takes access away, and links stay as they are', async () => {
    const memory = new Memory();
    const { fields: flights } = memory.put(team, 'global', { name: 'flights' }, ours);
    const { fields: plane } = memory.put(
      controlPlane,
      'eu',
      { name: 'dev' },
      { ...ours, 'konduct-address': 'y-0123456789abcdee' },
    );
    memory.put(teamRole, 'global', {
      team_id: flights.id,
      entity_id: plane.id,
      role_name: 'Viewer',
      entity_type_name: 'Control Planes',
      entity_region: 'eu',
    });
    const { plan } = await release(memory);
    expect(plan.changes.map(({ kind }) => kind)).toEqual(['ControlPlane', 'Team']);
    for (const change of plan.changes) {
      expect(change).not.toHaveProperty('takesAlong');
      expect(change).not.toHaveProperty('effect');
    }
  });

  test('says that a protection ends with it', async () => {
    const memory = new Memory();
    memory.put(portal, 'eu', { name: 'a' }, { ...ours, 'konduct-address': 'a-0123456789abcdef.protected' });
    memory.put(portal, 'eu', { name: 'b' }, { ...ours, 'konduct-protected': 'true' });
    const { plan } = await release(memory);
    expect(plan.changes.map(({ name, reason }) => `${name}: ${reason}`)).toEqual([
      'a: released, and protected from deletion no longer',
      'b: released',
    ]);
  });

  test('says which regions it could not search', async () => {
    const memory = new Memory();
    const refusing = Object.create(memory, {
      list: {
        value: async (...[collection]: Parameters<Memory['list']>) => {
          if (collection.region === 'us') throw new UserError([]);
          return memory.list(collection);
        },
      },
    });
    const settings = { ...nothing(), reach: { ...reach, otherRegions: ['us'] } };
    const { plan } = await observedPlan(settings, refusing, makeReleasePlan);
    expect(plan.diagnostics.map(({ code }) => code)).toEqual(['region-unread']);
  });
});

describe('adopting', () => {
  const platform = () =>
    resources(`
  - {id: document, kind: StagedSpec, region: eu, externalRef: {path: a.yaml}}
  - {id: portal, kind: Portal, region: eu, template: {name: dev, display_name: Dev, authentication_enabled: false}}
  - {id: api, kind: API, region: eu, template: {name: bookings, description: x, spec_content: "\${document.content}"}}
  - {id: team, kind: Team, template: {name: flights, description: Team}}
`);
  const adopt = (memory: Memory) => observedPlan(settingsOf(platform()), memory, makeAdoptPlan);

  test('writes our labels on what belongs to the manifests, and nothing else', async () => {
    const memory = new Memory();
    memory.put(portal, 'eu', { name: 'dev', display_name: 'Old', authentication_enabled: true });
    const { plan, decisions } = await adopt(memory);
    expect(plan.changes.map(shownChange)).toEqual(['adopt acme/portal: labels.konduct-owner: found by name']);
    expect(plan.changes[0]).not.toHaveProperty('effect');
    expect(decisions).toMatchObject([{ changed: [], labelsOnly: 'with digest' }]);
    expect(plan.summary).toMatchObject({ adopt: 1, create: 0, update: 0 });
  });

  test.each([
    ['the content that lists do not show is the same', contentHandle('a.yaml'), 'with digest'],
    ['it is another', contentHandle('b.yaml'), 'without digest'],
  ])('the digest label vouches for the object only where %s', async (_, content, labelsOnly) => {
    const memory = new Memory();
    memory.put(api, 'eu', { name: 'bookings', description: 'y', spec_content: content });
    const { decisions } = await adopt(memory);
    expect(decisions).toMatchObject([{ changed: [], labelsOnly }]);
  });

  test('leaves what is ours already to a run that applies', async () => {
    const memory = new Memory();
    await planAndApply(platform(), memory);
    memory.change(portal, { fields: { display_name: 'Old' } });
    expect((await adopt(memory)).plan.changes).toEqual([]);
  });
});
