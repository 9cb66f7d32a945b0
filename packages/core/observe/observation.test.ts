import { api } from '@konduct/konnect/kinds/api';
import { portal } from '@konduct/konnect/kinds/portal';
import { portalPage } from '@konduct/konnect/kinds/portal-page';
import { describe, expect, test } from 'vitest';
import type { Kind } from '../kind/kind.ts';
import type { Fields, Labels, ObservedObject } from '../provider/provider.ts';
import { addressKey, addressLabelValue } from './labels.ts';
import { type Demand, demandKey, ObjectList, Observation } from './observation.ts';

function object(fields: Fields, labels: Labels = {}): ObservedObject {
  return { fields, labels };
}

const listOf = (kind: Kind, region = 'eu', parents: Record<string, string> = {}) => ({ kind, region, parents });

describe('in a list', () => {
  const labelled = (id: string, address: string) =>
    object({ id, name: id }, { 'konduct-address': addressLabelValue(address) });
  const [one, same, nameless] = [object({ id: '1', name: 'a' }), object({ id: '2', name: 'a' }), object({ id: '3' })];
  const [ours, twin, strange] = [
    labelled('4', 'acme/a'),
    labelled('5', 'acme/a'),
    object({ id: '6', name: 'x' }, { 'konduct-address': 'by hand' }),
  ];
  const list = new ObjectList(portal, [one, same, nameless, ours, twin, strange]);

  test.each([
    [['a'], [one, same]],
    [['x'], [strange]],
    [['nothing'], []],
    [undefined, []],
  ])('the objects with the identity %j', (identity, found) => {
    expect(list.withIdentity(identity)).toEqual(found);
  });

  test('the objects with the label of an address, of any owner', () => {
    expect(list.withAddressKey(addressKey('acme/a'))).toEqual([ours, twin]);
    expect(list.withAddressKey(addressKey('acme/b'))).toEqual([]);
  });
});

describe('what was read', () => {
  const [first, second] = [object({ id: 'p1', name: 'a' }), object({ name: 'b' })];
  const [american, shared] = [object({ id: 'p2', name: 'a' }), object({ id: 'a1', name: 'x' })];

  function everything() {
    const observation = new Observation();
    observation.addList(listOf(portal, 'us'), [american]);
    observation.addList(listOf(api), [shared]);
    observation.addList(listOf(portal), [first, second]);
    return observation;
  }

  test('is a list of a region, and nothing where no list was read', () => {
    const observation = everything();
    expect(observation.list(listOf(portal))?.objects).toEqual([first, second]);
    expect(observation.list(listOf(portal, 'us'))?.objects).toEqual([american]);
    expect(observation.list(listOf(portal, 'au'))).toBeUndefined();
  });

  test('is found by its id, if it has one, with its kind and region', () => {
    const observation = everything();
    expect(observation.withId('p2')).toEqual({ kind: portal, region: 'us', object: american });
    expect(observation.withId('a1')).toEqual({ kind: api, region: 'eu', object: shared });
    for (const id of ['p3', 'undefined', '']) expect(observation.withId(id)).toBeUndefined();
  });

  test('is found by its kind in all regions', () => {
    const observation = everything();
    expect(observation.ofKind('Portal')).toEqual([american, first, second]);
    expect(observation.ofKind('Team')).toEqual([]);
  });

  test('is counted, and comes list by list in the order of their keys', () => {
    const observation = everything();
    expect(observation.size).toBe(4);
    expect([...observation.all()]).toEqual([
      { kind: api, region: 'eu', object: shared },
      { kind: portal, region: 'eu', object: first },
      { kind: portal, region: 'eu', object: second },
      { kind: portal, region: 'us', object: american },
    ]);
    expect(new Observation().size).toBe(0);
  });

  test('of one object is known for that object alone', () => {
    const observation = everything();
    const contents = [{ noun: 'pages', names: ['Home'] }];
    observation.addDetail(shared, { spec_content: 'x' });
    observation.addContents(first, contents);
    observation.addBeyondLists('gone', 'gone');
    observation.addBeyondLists('there', 'there');
    expect([observation.detail(shared), observation.detail(first)]).toEqual([{ spec_content: 'x' }, undefined]);
    expect([observation.contents(first), observation.contents(shared)]).toEqual([contents, undefined]);
    expect(['gone', 'there', 'x'].map((id) => observation.beyondLists(id))).toEqual(['gone', 'there', undefined]);
  });

  test('has all objects of a kind in a region only where that list was read', () => {
    const observation = everything();
    observation.addUnread(listOf(portal, 'au'));
    expect(['eu', 'us', 'au', 'in'].map((region) => observation.hasRead('Portal', region))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    observation.addList(listOf(portalPage, 'eu', { portal_id: 'p1' }), []);
    expect(observation.hasRead('PortalPage', 'eu')).toBe(false);
  });

  test('counts as empty where it could not be read, and is told in the order of the keys', () => {
    const observation = everything();
    const [last, middle] = [listOf(portal, 'sg'), listOf(portal, 'in')];
    for (const collection of [last, listOf(portal, 'au'), middle]) observation.addUnread(collection);
    expect(observation.list(last)?.objects).toEqual([]);
    expect(observation.unread.map(({ region }) => region)).toEqual(['au', 'in', 'sg']);
    expect(observation.size).toBe(4);
  });
});

test('two demands have one key if one reading satisfies both', () => {
  const [one, other] = [object({ id: '1' }), object({ id: '2' })];
  const about = (type: 'detail' | 'contents', of = one, kind: Kind = api, region = 'eu'): Demand => ({
    type,
    kind,
    region,
    object: of,
  });
  const exists = (id: string, kind: Kind = api, region = 'eu'): Demand => ({ type: 'object', kind, region, id });
  const list = (region: string, optional?: true): Demand => ({
    type: 'list',
    collection: listOf(api, region),
    ...(optional && { optional }),
  });
  const different = [
    list('eu'),
    list('us'),
    exists('1'),
    exists('2'),
    exists('1', portal),
    exists('1', api, 'us'),
    about('detail'),
    about('contents'),
    about('detail', other),
    about('detail', one, portal),
    about('detail', one, api, 'us'),
  ];
  expect(new Set(different.map(demandKey)).size).toBe(different.length);
  expect(demandKey(list('eu', true))).toBe(demandKey(list('eu')));
  expect(demandKey(about('detail', object({ id: '1' })))).toBe(demandKey(about('detail')));
});
