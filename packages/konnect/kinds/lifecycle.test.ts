import { identityOf } from '@konduct/core/graph/identity';
import { canBeUnset, fieldAt } from '@konduct/core/kind/kind';
import { compareFields } from '@konduct/core/plan/compare';
import type { Fields, ObservedObject, WriteOutcome } from '@konduct/core/provider/provider';
import { valueAt } from '@konduct/core/value/value-at';
import { handle } from '@konduct/simulator/handle';
import { State } from '@konduct/simulator/state';
import { describe, expect, test } from 'vitest';
import { inProcessTransport } from '../in-process.ts';
import { konnectProvider } from '../provider.ts';
import { isRemovable } from '../removing.ts';
import type { KonnectAnswer, KonnectRequest } from '../transport.ts';
import { decode } from './decode.ts';
import { exampleUpdate, exampleWrite } from './example.fixture.ts';
import { examples, madeUpTo } from './examples/all.fixture.ts';
import { contents, type KindExample } from './examples/kind-example.fixture.ts';
import type { KonnectKind, Step } from './kind.ts';
import { fillPath, pathFields } from './path.ts';
import { konnectKinds } from './registry.ts';

// The life of an object of every kind, on the simulator: made, seen, made again, changed, emptied and deleted. A new kind
// needs an example in `examples` and no test.

const digest = 'd'.repeat(32);

const kindOf = (name: string): KonnectKind => {
  const kind = konnectKinds.find((candidate) => candidate.name === name);
  if (!kind) throw new Error(`there is no kind ${name}`);
  return kind;
};

const objectOf = (outcome: WriteOutcome): ObservedObject => {
  if ('pending' in outcome) throw new Error(outcome.pending);
  return outcome.object;
};

/** A Konnect with an object of each kind that the given one needs, and of the kind itself unless only those are wanted. */
async function konnectWith(last: string, only?: 'what it needs') {
  const state = new State();
  const transport = inProcessTransport((request) => handle(state, request));
  const provider = konnectProvider({ transport, contents, retry: { attempts: 1, settle: 0 } });
  const send = (request: KonnectRequest): Promise<KonnectAnswer> => transport.send(request);
  const objects = new Map<string, ObservedObject>();
  const id = (kind: string) => String(objects.get(kind)?.fields.id);
  const listed = (kind: KonnectKind, parents: Fields) => {
    const values = Object.fromEntries(kind.collection.map((name) => [name, String(parents[name])]));
    return provider.list({ kind, region: kind.scope === 'global' ? 'global' : 'eu', parents: values });
  };
  /** The object of a kind as its list shows it, with its unlisted fields. */
  const seen = async (kind: KonnectKind): Promise<ObservedObject | undefined> => {
    const known = objects.get(kind.name)?.fields ?? {};
    const names = kind.computed.id ? ['id'] : kind.identity;
    const list = await listed(kind, known);
    const found = list.find(({ fields }) => names.every((name) => fields[name] === known[name]));
    if (!found) return undefined;
    return { ...found, fields: { ...found.fields, ...(await provider.read(kind, 'eu', found)) } };
  };
  for (const { kind: name, make, madeBy, others = {} } of madeUpTo(last)) {
    const kind = kindOf(name);
    for (const [other, request] of Object.entries(others)) {
      const { body } = await send(request);
      objects.set(other, { fields: { id: valueAt(body, 'id') }, labels: {} });
    }
    if (name === last && only) break;
    if (madeBy) {
      const { body } = await send(madeBy(id));
      objects.set(name, { fields: { id: valueAt(body, 'id') }, labels: {} });
    } else {
      const write = exampleWrite(kind, make?.(id) ?? {}, kind.ownership === 'labels' ? { digest } : {});
      objects.set(name, objectOf(await provider.create(write)));
    }
  }
  const { make, ...more } = exampleOf(last);
  const example = { ...more, make: make?.(id) ?? {} };
  const object = objects.get(last) ?? { fields: {}, labels: {} };
  return { provider, send, seen, listed, objects, example, object };
}

const exampleOf = (name: string): KindExample => examples.get(name) ?? never();
const written = [...examples.values()].filter(({ make }) => make).map(({ kind }) => kind);
const cases = (isMeant: (kind: KonnectKind) => unknown) => written.filter((name) => isMeant(kindOf(name)));

test('there is an example of every kind that is made', () => {
  expect([...written].sort()).toEqual(konnectKinds.flatMap(({ name, create }) => (create ? [name] : [])).sort());
});

describe('an object', () => {
  test.each(written)('of the kind %s is seen as it was made', async (name) => {
    const { seen, example } = await konnectWith(name);
    const kind = kindOf(name);
    const found = await seen(kind);
    expect(compareFields(kind, example.make, found?.fields ?? {})).toEqual([]);
    // What no list shows is read on its own.
    if (kind.detail) expect(found?.fields).toMatchObject(withContents(kind, example.make));
    if (kind.ownership === 'labels')
      expect(found?.labels).toEqual({
        'konduct-owner': 'acme',
        'konduct-address': 'acme-dev',
        'konduct-digest': digest,
      });
  });

  test.each(cases(({ list }) => list.lookup))(
    'of the kind %s is found by what its list can be narrowed to',
    async (name) => {
      const { send, example, object } = await konnectWith(name);
      const { list, scope } = kindOf(name);
      for (const [field, parameter] of Object.entries(list.lookup ?? {})) {
        const ask = async (value: string) => {
          const answer = await send({
            method: 'GET',
            scope: scope === 'global' ? 'global' : 'eu',
            path: list.path,
            query: { [parameter]: value },
          });
          return valueAt(answer.body, 'data');
        };
        const value = String(object.fields[field] ?? example.make[field]);
        expect(await ask(value)).toHaveLength(1);
        expect(await ask(value.replaceAll(/[a-f0-9]/g, '0'))).toEqual([]);
      }
    },
  );

  test.each(cases(({ create }) => create))(
    'of the kind %s that is made again stays the one that it was, and says so',
    async (name) => {
      const { send, listed, example } = await konnectWith(name);
      const kind = kindOf(name);
      const desired = plain(example.make);
      const before = await listed(kind, example.make);
      const [first] = kind.create?.(exampleWrite(kind, desired)) ?? [];
      const { status } = await send(first?.request([]) ?? never());
      const isDone = status < 300 || (status === 409 && first?.conflictIsDone === true);
      const isOne = (await listed(kind, example.make)).length === before.length;
      expect([status, isDone && isOne]).toEqual([status, first?.repeatable]);
      if (kind.refusesDuplicates) expect(isOne).toBe(true);
    },
  );

  test.each(cases(({ update }) => update))(
    'of the kind %s is changed in every field, and then as wanted',
    async (name) => {
      const { provider, seen, example, object, objects } = await konnectWith(name);
      const kind = kindOf(name);
      const { change = {} } = example;
      const changeable = Object.entries(kind.fields).filter(
        ([field, { immutable }]) => field !== 'labels' && !field.endsWith('_id') && !immutable,
      );
      expect(Object.keys(change).sort()).toEqual(changeable.map(([field]) => field).sort());
      const desired = { ...example.make, ...change };
      const more = kind.ownership === 'labels' ? { digest: 'e'.repeat(32) } : {};
      const result = objectOf(await provider.update(exampleUpdate(kind, desired, object, Object.keys(change), more)));
      objects.set(name, { ...result, fields: { ...object.fields, ...result.fields } });
      const found = await seen(kind);
      expect(compareFields(kind, desired, found?.fields ?? {})).toEqual([]);
      expect(compareFields(kind, desired, result.fields)).toEqual([]);
      if (kind.detail) expect(found?.fields).toMatchObject(withContents(kind, desired));
      if (kind.ownership === 'labels') expect(found?.labels['konduct-digest']).toBe('e'.repeat(32));
    },
  );

  test.each(cases(({ update }) => update))('of the kind %s loses what can be taken away', async (name) => {
    const { provider, seen, example, object } = await konnectWith(name);
    const kind = kindOf(name);
    const gone = Object.entries(kind.fields).flatMap(([field, one]) =>
      canBeUnset(one) && example.make[field] !== undefined && !example.regrows?.includes(field) ? [field] : [],
    );
    if (gone.length === 0) return;
    const nothing = Object.fromEntries(gone.map((field) => [field, null]));
    await provider.update(exampleUpdate(kind, { ...example.make, ...nothing }, object, gone));
    expect(compareFields(kind, nothing, (await seen(kind))?.fields ?? {})).toEqual([]);
  });

  test.each(cases(isRemovable))('of the kind %s is deleted, and once more without complaint', async (name) => {
    const { provider, seen, object } = await konnectWith(name);
    const kind = kindOf(name);
    const removal = { kind, region: 'eu', address: 'acme/a', observed: object, force: true };
    expect(await seen(kind)).toBeDefined();
    await provider.remove(removal);
    expect(await seen(kind)).toBeUndefined();
    await provider.remove(removal);
  });

  test.each(cases(({ ownership }) => ownership === 'labels'))(
    'of the kind %s is found by its id, and gone without it',
    async (name) => {
      const { provider, object } = await konnectWith(name);
      const kind = kindOf(name);
      const region = kind.scope === 'global' ? 'global' : 'eu';
      expect((await provider.find(kind, region, String(object.fields.id)))?.fields.id).toBe(object.fields.id);
      expect(await provider.find(kind, region, '00000000-0000-4000-8000-000000000000')).toBeUndefined();
    },
  );
});

describe('values that do not go together', () => {
  test('have an example for each kind that objects to any', () => {
    const objecting = konnectKinds.filter(({ objection }) => objection).map(({ name }) => name);
    expect(
      [...examples.values()]
        .filter(({ objections }) => objections)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(objecting);
  });

  test.each(cases(({ objection }) => objection))(
    'of the kind %s are told with the field, and others are not',
    async (name) => {
      const kind = kindOf(name);
      for (const [fields, path, taken] of exampleOf(name).objections ?? []) {
        const { send, example } = await konnectWith(name, 'what it needs');
        expect(kind.objection?.(plain(example.make))).toBeUndefined();
        const desired = plain({ ...example.make, ...fields });
        expect(kind.objection?.(desired)?.path).toBe(path);
        const [first] = kind.create?.(exampleWrite(kind, desired)) ?? [];
        const { status } = await send(first?.request([]) ?? never());
        expect([path, fields, status < 300 ? 'taken' : status]).toEqual([path, fields, taken ?? 400]);
      }
    },
  );
});

describe('a step', () => {
  const steps = written.flatMap((name) => [
    [name, 'create'] as const,
    ...(kindOf(name).update ? [[name, 'update'] as const] : []),
  ]);
  test.each(steps)(
    'of the kind %s, %s, says what its answer is, and whether it may be sent twice',
    async (name, verb) => {
      const { send, example, object, objects, listed } = await konnectWith(
        name,
        verb === 'create' ? 'what it needs' : undefined,
      );
      const kind = kindOf(name);
      const desired = plain(
        name === 'Portal'
          ? { ...example.make, default_content: true }
          : { ...example.make, ...(verb === 'update' ? example.change : {}) },
      );
      const labels = kind.ownership === 'labels' ? { digest: 'e'.repeat(32) } : {};
      const made: readonly Step[] =
        verb === 'create'
          ? (kind.create?.(exampleWrite(kind, desired, labels)) ?? [])
          : (kind.update?.(exampleUpdate(kind, desired, object, Object.keys(example.change ?? {}), labels)) ?? []);
      expect(made.length).toBeGreaterThan(0);
      const answers: unknown[] = [];
      for (const [index, step] of made.entries()) {
        const request = step.request(answers);
        const { body, status } = await send(request);
        const isThere = status === 409 && step.conflictIsDone === true;
        expect([request.path, status < 300 || isThere]).toEqual([request.path, true]);
        answers.push(body);
        if (!isThere) expect([request.path, isObject(kind, body, desired)]).toEqual([request.path, step.returnsObject]);
        if (index > 0 || verb === 'update') {
          const before = await listed(kind, { ...objects.get(name)?.fields, ...desired });
          const again = await send(request);
          expect([request.path, again.status]).toEqual([request.path, step.repeatable ? status : again.status]);
          expect((await listed(kind, { ...objects.get(name)?.fields, ...desired })).length).toBe(before.length);
        }
      }
    },
  );
});

describe('a link', () => {
  const ends = konnectKinds.flatMap(({ name, links = [], fields }) =>
    links.map(({ field, goesAlong = false, anybody = false }) => ({ name, field, goesAlong, anybody, fields })),
  );

  test.each(ends)('$name: $field, goes along: $goesAlong', async ({ name, field, goesAlong }) => {
    const { send, listed, example, objects } = await konnectWith(name);
    const target = linkedKind(kindOf(name), field, example.make);
    // Konnect keeps a control plane with a service that an API names. Nobody deletes a user here.
    if (target === 'User' || field.includes('.')) return expect(goesAlong).toBe(false);
    const kind = kindOf(target);
    const id = String(example.make[field]);
    const scope = kind.scope === 'global' ? 'global' : 'eu';
    const path = fillPath(kind.item ?? `${kind.list.path}/{id}`, { ...objects.get(target)?.fields, id });
    const { status } = await send({ method: 'DELETE', scope, path, query: { force: 'true' } });
    expect(status).toBeLessThan(300);
    const left = await listed(kindOf(name), example.make).catch(() => []);
    expect(left.some(({ fields }) => fields[field] === id)).toBe(!goesAlong);
  });

  test('is ours with anybody at an end only where Konduct deletes nothing like that', () => {
    for (const { name, field } of ends.filter(({ anybody }) => anybody)) {
      const target = linkedKind(kindOf(name), field, {});
      expect([name, target, isRemovable(kindOf(target))]).toEqual([name, target, false]);
    }
  });
});

test('a kind that is not sure whether Konnect refuses a second object says so', () => {
  for (const { name, create, refusesDuplicates, assumed } of konnectKinds)
    if (create) expect([name, assumed.some((one) => one.startsWith('A second '))]).toEqual([name, !refusesDuplicates]);
});

/** Whether the body of an answer is the object as its list shows it, but for what stands in its path. */
function isObject(kind: KonnectKind, body: unknown, desired: Fields): boolean {
  try {
    const known = Object.fromEntries(pathFields(kind.item ?? '').map((name) => [name, desired[name]]));
    return identityOf(kind, decode(kind, body, known).fields) !== undefined;
  } catch {
    return false;
  }
}

/** The kind of the object at one end of a link. */
function linkedKind(kind: KonnectKind, field: string, made: Fields): string {
  const refers = fieldAt(kind, field)?.refers ?? never();
  return 'kind' in refers ? refers.kind : (refers.kinds[String(made[refers.by])] ?? never());
}

/** Documents as texts, as the provider hands them to a kind. */
function plain(desired: Fields): Fields {
  const pairs = Object.entries(desired).map(([name, value]) => {
    const found = contents.get(String(valueAt(value, 'digest')));
    return [name, found ?? value] as const;
  });
  return Object.fromEntries(pairs);
}

function withContents({ fields }: KonnectKind, desired: Fields): Fields {
  return Object.fromEntries(Object.entries(desired).filter(([name]) => fields[name]?.type === 'content'));
}

function never(): never {
  throw new Error('the kind has no such thing');
}
