import { gatewayService } from '@konduct/konnect/kinds/gateway-service';
import { portal } from '@konduct/konnect/kinds/portal';
import { describe, expect, test } from 'vitest';
import { finding } from '../diagnostic/finding.ts';
import { type Given, idOf, nodeAt } from '../graph/node.fixture.ts';
import type { NotReady, Problem, ResourceNode } from '../graph/node.ts';
import { World } from '../graph/world.ts';
import type { External, Kind } from '../kind/kind.ts';
import type { Fields } from '../provider/provider.ts';
import { Observation } from './observation.ts';
import { lookFor } from './reference.ts';

/** Looks for the only portal of a name. */
const byName: External = {
  selector: {},
  yields: 'one',
  source: 'provider',
  describe: ({ name }) => `a Portal with name ${String(name)}`,
  matches: (object, selector) => object.name === selector.name,
};
const byTags = gatewayService.external ?? byName;

interface Scene {
  readonly kind?: Kind;
  readonly external?: External;
  readonly given?: Given;
  readonly objects?: readonly Fields[];
  readonly problems?: readonly Problem[];
  readonly notReady?: NotReady;
}

function look({ kind = portal, external = byName, given = { name: 'dev' }, objects, problems = [], notReady }: Scene) {
  const node = nodeAt('acme/shared', kind, given, { external, notReady: () => notReady });
  const evaluate: ResourceNode['evaluate'] = (world) => ({ ...node.evaluate(world), problems });
  const observation = new Observation();
  const parents = kind === gatewayService ? { control_plane_id: 'c' } : {};
  if (objects)
    observation.addList(
      { kind, region: 'eu', parents },
      objects.map((fields) => ({ fields, labels: {} })),
    );
  return lookFor({ ...node, evaluate }, external, observation, new World(), (address) => `${address}, which waits`);
}

const waiting = (reason: string) => ({ state: { state: 'waiting', reason }, diagnostics: [] });
const found = (value: unknown) => ({ state: { state: 'found', value }, diagnostics: [] });
const services = { kind: gatewayService, external: byTags, given: { control_plane_id: 'c', tags: ['x'] } };
const reason = 'readyWhen size(gateway) == 1 is not true';
const problem = finding('expression-failed', 'no', undefined);
const [service, other] = [
  { id: '1', tags: ['x'] },
  { id: '2', tags: ['x', 'y'] },
];

describe('a reference', () => {
  test.each<[string, Scene, unknown]>([
    ['to what is there', { objects: [{ id: '1', name: 'dev' }] }, found({ id: '1', name: 'dev' })],
    ['to what is not there', { objects: [{ id: '1', name: 'prd' }] }, waiting('a Portal with name dev')],
    [
      'to one of several: the newest',
      {
        objects: ['2026-01-01', '2026-03-01', '2026-02-01'].map((created_at) => ({ name: 'dev', created_at })),
      },
      found({ name: 'dev', created_at: '2026-03-01' }),
    ],
    ['to a list', { ...services, objects: [other, { id: '3', tags: ['y'] }, service] }, found([service, other])],
    ['to an empty list', { ...services, objects: [] }, found([])],
    [
      'to a list that is not ready says how many there are',
      { ...services, objects: [service, other], notReady: { reason } },
      waiting(`a gateway service tagged x (2 found; ${reason})`),
    ],
    [
      'to an empty list that is not ready',
      { ...services, objects: [], notReady: { reason } },
      waiting('a gateway service tagged x'),
    ],
    [
      'to a list whose condition fails',
      { ...services, objects: [service], notReady: { reason, problem } },
      { ...waiting(`a gateway service tagged x (1 found; ${reason})`), diagnostics: [problem] },
    ],
    [
      'by something that is not known yet',
      { given: { name: idOf('acme/other') }, objects: [] },
      waiting('a Portal with name undefined (in acme/other, which waits)'),
    ],
    [
      'by something that failed',
      { problems: [{ diagnostic: problem }, { diagnostic: { ...problem, message: 'later' }, pending: 'x' }] },
      { ...waiting('a Portal with name dev, whose selector failed'), diagnostics: [problem] },
    ],
    [
      'by a member that is not there yet',
      { problems: [{ diagnostic: problem, pending: 'acme/gateway' }] },
      waiting('a Portal with name dev, which needs acme/gateway'),
    ],
    [
      'in a list that was not read asks for it',
      {},
      {
        state: { state: 'unread' },
        demand: { type: 'list', collection: { kind: portal, region: 'eu', parents: {} } },
        diagnostics: [],
      },
    ],
    [
      'in a list below something that has no id asks for nothing',
      { ...services, given: { control_plane_id: 7, tags: ['x'] }, objects: [service] },
      { state: { state: 'unread' }, diagnostics: [] },
    ],
  ])('%s', (_, scene, result) => {
    expect(look(scene)).toEqual(result);
  });
});
