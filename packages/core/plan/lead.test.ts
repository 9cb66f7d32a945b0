import { apiImplementation } from '@konduct/konnect/kinds/api-implementation';
import { apiPublication } from '@konduct/konnect/kinds/api-publication';
import { konnectKinds } from '@konduct/konnect/kinds/registry';
import { describe, expect, test } from 'vitest';
import { kindRegistry } from '../kind/kind.ts';
import { Observation, type Sighting } from '../observe/observation.ts';
import type { Fields } from '../provider/provider.ts';
import type { Change } from './change.ts';
import { decisionOf, objectOf } from './decision.fixture.ts';
import type { Decision } from './decision.ts';
import { leadOfReplaced, leadsNowhere } from './lead.ts';

const kinds = kindRegistry(konnectKinds);
const service = (id: unknown, plane: unknown = 'plane') => ({ service: { id, control_plane_id: plane } });

/** A link from API `a` to the service `old` of the control plane `plane`. */
const link = (fields: Fields = {}, more: Partial<Sighting> = {}): Sighting => ({
  kind: apiImplementation,
  region: 'eu',
  object: objectOf({ id: 'link', api_id: 'a', ...service('old'), ...fields }),
  ...more,
});

/** A decision about the link of an API, which exists. */
const existing = (action: Change['action'], fields: Fields = { api_id: 'a' }, change: Partial<Change> = {}): Decision =>
  decisionOf(apiImplementation, 'acme/link', { action, ...change }, { observed: objectOf(fields) });
const created = (api: unknown): Decision =>
  decisionOf(apiImplementation, 'acme/link', {
    action: 'create',
    fields: [
      { path: 'service.id', after: 'x' },
      { path: 'api_id', after: api },
    ],
  });

const target = {
  id: 'old',
  collection: { kind: kinds.get('GatewayService'), region: 'eu', parents: { control_plane_id: 'plane' } },
};

describe('a link whose object has another link', () => {
  test.each<[string, Sighting, readonly Decision[], boolean]>([
    ['that stays', link(), [existing('none')], true],
    ['that is created', link(), [created('a')], true],
    ['that is updated', link(), [existing('update')], true],
    ['among others', link(), [existing('none', { api_id: 'b' }), existing('none')], true],
    ['that waits', link(), [existing('waiting')], false],
    ['that is blocked', link(), [existing('blocked')], false],
    ['of another object', link(), [existing('none', { api_id: 'b' }), created('c')], false],
    ['in another region', link(), [existing('none', { api_id: 'a' }, { region: 'us' })], false],
    ['of another kind', link(), [{ ...existing('none'), kind: apiPublication }], false],
    ['and nothing decided', link(), [], false],
    ['but whose target is not known', link({ service: {} }), [existing('none')], false],
    ['but whose list of targets is not known', link({ service: { id: 'old' } }), [existing('none')], false],
    ['of a kind that leads nowhere', link({}, { kind: apiPublication }), [existing('none')], false],
  ])('%s', (_, sighting, decisions, isReplaced) => {
    expect(leadOfReplaced(sighting, decisions, kinds)).toEqual(isReplaced ? target : undefined);
  });

  test('needs the kind of its target', () => {
    expect(leadOfReplaced(link(), [existing('none')], new Map())).toBeUndefined();
  });

  test('whose target is global is looked for in the whole organization', () => {
    const known = kinds.get('GatewayService');
    if (!known) throw new Error('there is no such kind');
    const global = { ...known, scope: 'global' } as const;
    const found = leadOfReplaced(link(), [existing('none')], new Map([['GatewayService', global]]));
    expect(found?.collection.region).toBe('global');
  });
});

test('a target is gone when its list was read and does not have it', () => {
  const lead = leadOfReplaced(link(), [existing('none')], kinds);
  if (!lead) throw new Error('nothing leads anywhere');
  const seen = (...ids: string[]) => {
    const observation = new Observation();
    observation.addList(
      lead.collection,
      ids.map((id) => objectOf({ id })),
    );
    return observation;
  };
  expect(leadsNowhere(lead, new Observation())).toBeUndefined();
  expect(leadsNowhere(lead, seen())).toBe(true);
  expect(leadsNowhere(lead, seen('a', 'b'))).toBe(true);
  expect(leadsNowhere(lead, seen('a', 'old'))).toBe(false);
});
