import { api } from '@konduct/konnect/kinds/api';
import { portal } from '@konduct/konnect/kinds/portal';
import { describe, expect, test } from 'vitest';
import { platformOf } from '../blueprint/platform.fixture.ts';
import { UserError } from '../diagnostic/user-error.ts';
import { plan, smallManifest } from '../plan/planning.fixture.ts';
import { Memory } from '../provider/memory.fixture.ts';
import type { Collection, ObservedObject, Provider } from '../provider/provider.ts';
import type { Demand, Observation } from './observation.ts';
import { type Reader, survey } from './survey.ts';

/** A memory whose lists of some kinds cannot be read. */
function broken(errors: Readonly<Record<string, Error>>): Provider {
  const memory = new Memory();
  return {
    list: (collection: Collection) => {
      const error = errors[collection.kind.name];
      return error ? Promise.reject(error) : memory.list(collection);
    },
    find: (kind, region, id) => memory.find(kind, region, id),
    read: (kind, region, object) => memory.read(kind, region, object),
    create: (write) => memory.create(write),
    update: (update) => memory.update(update),
    remove: (removal) => memory.remove(removal),
    contents: (kind, region, object) => memory.contents(kind, region, object),
  };
}

function forbidden(kind: string, fix = `Give it a role on ${kind}.`): UserError {
  return new UserError([{ severity: 'error', code: 'konnect-forbidden', message: `listing ${kind} failed`, fix }]);
}

const small = platformOf(smallManifest);

async function thrownBy(provider: Provider): Promise<unknown> {
  try {
    await plan(small, provider);
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('what cannot be read', () => {
  test('is told all at once', async () => {
    const error = await thrownBy(
      broken({ Portal: forbidden('Portal'), API: forbidden('API'), Team: forbidden('Team') }),
    );
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).diagnostics.map(({ message }) => message)).toEqual([
      'listing Team failed',
      'listing Portal failed',
      'listing API failed',
    ]);
  });

  test('alone is told, too', async () => {
    const error = await thrownBy(broken({ Portal: forbidden('Portal') }));
    expect((error as UserError).diagnostics.map(({ message }) => message)).toEqual(['listing Portal failed']);
  });

  test('for no reason that can be mended is told for each list', async () => {
    const unexplained = (kind: string) =>
      new UserError([{ severity: 'error', code: 'konnect-forbidden', message: `listing ${kind} failed` }]);
    const error = await thrownBy(broken({ Portal: unexplained('Portal'), API: unexplained('API') }));
    expect((error as UserError).diagnostics).toHaveLength(2);
  });

  test('for one reason is told once', async () => {
    const same = 'Make a new token.';
    const error = await thrownBy(broken({ Portal: forbidden('Portal', same), API: forbidden('API', same) }));
    expect((error as UserError).diagnostics).toHaveLength(1);
  });

  test('because of a defect is the defect, whatever else failed', async () => {
    const defect = new TypeError('a defect');
    expect(await thrownBy(broken({ Team: forbidden('Team'), API: defect }))).toBe(defect);
  });
});

test('a plan counts what was seen', async () => {
  const memory = new Memory();
  expect((await plan(small, memory)).observation.size).toBe(0);
  memory.put(portal, 'eu', { name: 'dev' });
  memory.put(api, 'eu', { name: 'a' });
  expect((await plan(small, memory)).observation.size).toBe(2);
});

describe('what a plan demands is read', () => {
  const object: ObservedObject = { fields: { id: '1', name: 'dev' }, labels: {} };
  const portals = { kind: portal, region: 'eu', parents: {} };

  /** Surveys for a plan that demands something as long as it does not see it. */
  async function seen(demand: Demand, reader: Partial<Reader>, isSeen: (observation: Observation) => boolean) {
    const asked: unknown[] = [];
    const nobody = () => Promise.reject(new Error('nobody asked for this'));
    const provider: Reader = { list: nobody, find: nobody, read: nobody, contents: nobody, ...reader };
    const plan = (observation: Observation) => {
      asked.push(demand.type);
      if (asked.length > 2) throw new Error('it was read and is not seen');
      return { demands: isSeen(observation) ? [] : [demand] };
    };
    return (await survey(plan, provider)).observation;
  }

  test('a list', async () => {
    const demand: Demand = { type: 'list', collection: portals };
    const observation = await seen(demand, { list: async () => [object] }, (now) => now.list(portals) !== undefined);
    expect(observation.list(portals)?.objects).toEqual([object]);
    expect(observation.unread).toEqual([]);
  });

  test('the fields and the contents of an object', async () => {
    const reader: Partial<Reader> = {
      read: async () => ({ description: 'x' }),
      contents: async () => [{ noun: 'pages', names: [] }],
    };
    const about = { kind: portal, region: 'eu', object };
    const detailed = await seen({ type: 'detail', ...about }, reader, (now) => now.detail(object) !== undefined);
    expect(detailed.detail(object)).toEqual({ description: 'x' });
    const held = await seen({ type: 'contents', ...about }, reader, (now) => now.contents(object) !== undefined);
    expect(held.contents(object)).toEqual([{ noun: 'pages', names: [] }]);
  });

  test.each<[string, Reader['find'], 'there' | 'gone']>([
    ['it is there', async () => object, 'there'],
    ['it is gone', async () => undefined, 'gone'],
    ['it must not be read: then it counts as existing', () => Promise.reject(forbidden('Portal')), 'there'],
  ])('whether an object exists: %s', async (_, find, found) => {
    const demand: Demand = { type: 'object', kind: portal, region: 'eu', id: '1' };
    const observation = await seen(demand, { find }, (now) => now.beyondLists('1') !== undefined);
    expect(observation.beyondLists('1')).toBe(found);
  });

  test('and a list that the plan can do without is told as unread', async () => {
    const demand: Demand = { type: 'list', collection: portals, optional: true };
    const list = () => Promise.reject(forbidden('Portal'));
    const observation = await seen(demand, { list }, (now) => now.list(portals) !== undefined);
    expect(observation.unread).toEqual([portals]);
    expect(observation.list(portals)?.objects).toEqual([]);
  });

  test.each<[string, Demand, Partial<Reader>]>([
    [
      'a list that the plan can do without',
      { type: 'list', collection: portals, optional: true },
      { list: () => Promise.reject(new TypeError('ours')) },
    ],
    [
      'the search for an object',
      { type: 'object', kind: portal, region: 'eu', id: '1' },
      { find: () => Promise.reject(new TypeError('ours')) },
    ],
    [
      'a list that the plan needs',
      { type: 'list', collection: portals },
      { list: () => Promise.reject(new TypeError('ours')) },
    ],
  ])('a defect in %s is thrown', async (_, demand, reader) => {
    await expect(seen(demand, reader, () => false)).rejects.toThrow('ours');
  });
});
