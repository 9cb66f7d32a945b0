import { api } from '@konduct/konnect/kinds/api';
import { apiImplementation } from '@konduct/konnect/kinds/api-implementation';
import { controlPlane } from '@konduct/konnect/kinds/control-plane';
import { team } from '@konduct/konnect/kinds/team';
import { describe, expect, test } from 'vitest';
import { platformOf } from '../blueprint/platform.fixture.ts';
import { Observation } from '../observe/observation.ts';
import { makePlan } from '../policy/policed-plan.ts';
import { Memory } from '../provider/memory.fixture.ts';
import { plan, planAndApply, settingsOf, shownChange, smallManifest } from './planning.fixture.ts';

const small = () => platformOf(smallManifest);

describe('what is asked for', () => {
  test('whole lists first and at once; what hangs on objects when they are known', () => {
    const observation = new Observation();
    const { demands } = makePlan({ ...settingsOf(small()), observation });
    const shown = demands.map((demand) =>
      demand.type === 'list' ? `${demand.collection.kind.name} ${demand.collection.region}` : 'detail',
    );
    expect(shown).toEqual([
      'Team global',
      'User global',
      'Portal eu',
      'ControlPlane eu',
      'API eu',
      'APIPublication eu',
      'APIImplementation eu',
    ]);
  });

  test('gateway services only where an implementation is missing', async () => {
    const memory = new Memory();
    await planAndApply(small(), memory);
    const [plane] = memory.all(controlPlane);
    const [first] = memory.all(api);
    const link = { api_id: first?.fields.id, service: { control_plane_id: plane?.fields.id, id: 'whatever' } };
    memory.put(apiImplementation, 'eu', link);
    const before = memory.calls.length;
    const { plan: made } = await plan(small(), memory);
    expect(memory.calls.slice(before).filter((call) => call.includes('GatewayService'))).toEqual([]);
    expect(made.changes.find(({ kind }) => kind === 'APIImplementation')).toMatchObject({ action: 'none', fields: [] });
  });

  test('a list of a parent only if what is looked for can be in it', async () => {
    const memory = new Memory();
    // The team exists, its control plane does not: a role on it cannot exist.
    memory.put(team, 'global', { name: 'flights', description: 'Team flights' });
    await plan(small(), memory);
    expect(memory.calls.filter((call) => call.includes('TeamRole'))).toEqual([]);
  });

  test('an object itself only to adopt what lists do not show', async () => {
    const memory = new Memory();
    const [service] = smallManifest.match(/bookings/g) ?? [];
    memory.put(api, 'eu', { name: `${service}-dev`, version: '1.0.0', spec_content: { digest: 'another' } });
    const { plan: made } = await plan(small(), memory);
    expect(memory.calls.filter((call) => call.startsWith('read'))).toEqual(['read API API-1']);
    expect(made.changes.map(shownChange)).toContain(
      'adopt acme/dev/flights/acme%2Fbookings/api: labels.konduct-owner, spec_content: found by name',
    );
  });
});
