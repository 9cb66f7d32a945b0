import type { Field } from '@konduct/core/kind/field';
import { digestLabel } from '@konduct/core/provider/ownership';
import type { Operation } from '@konduct/simulator/contract/operation';
import { CONTRACT_VERSION, OPERATIONS } from '@konduct/simulator/contract/operations.generated';
import type { Shape } from '@konduct/simulator/rules/shape';
import { describe, expect, test } from 'vitest';
import { exampleRemoval, exampleUpdate, exampleWrite } from './example.fixture.ts';
import { examples } from './examples/all.fixture.ts';
import type { KonnectKind, Step } from './kind.ts';
import { pathFields } from './path.ts';
import { konnectKinds } from './registry.ts';

// Every kind is held to the bodies of Konnect's contract, as `npm run generate` has written them for the simulator.

function example(field: Field): unknown {
  if (field.enum) return field.enum[0];
  switch (field.type) {
    case 'array':
      return field.items ? [example(field.items)] : [];
    case 'object':
      return Object.fromEntries(
        Object.entries(field.properties ?? {}).map(([name, member]) => [name, example(member)]),
      );
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return 1;
    default:
      return 'x';
  }
}

function exampleOf(kind: KonnectKind): Record<string, unknown> {
  const fields = Object.entries(kind.fields).filter(([name]) => name !== 'labels');
  return Object.fromEntries(fields.map(([name, field]) => [name, example(field)]));
}

function operationOf(method: string, path: string): Operation | undefined {
  const filled = path.replaceAll(/\{\w+\}/g, 'x');
  return OPERATIONS.find(
    (operation) =>
      operation.method === method && new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(filled),
  );
}

/** The operation of a step that has the object's fields in its body. */
function writing(steps: readonly Step[] | undefined): Operation | undefined {
  const operations = (steps ?? []).map((step) => {
    const { method, path } = step.request([{ id: 'x' }]);
    const operation = operationOf(method, path);
    if (!operation) throw new Error(`the contract has no ${method} ${path}`);
    return step.returnsObject || steps?.length === 1 ? operation : undefined;
  });
  return operations.find((operation) => operation?.body);
}

function creationOf(kind: KonnectKind): Operation | undefined {
  return writing(kind.create?.(exampleWrite(kind, exampleOf(kind))));
}

function updateOf(kind: KonnectKind): Operation | undefined {
  const desired = exampleOf(kind);
  const fields = { ...desired, id: 'x', current_version_summary: { id: 'x' } };
  return writing(kind.update?.(exampleUpdate(kind, desired, { fields, labels: {} }, Object.keys(desired))));
}

/** The members of a shape. Of several shapes that it may have, those of each, required only where every one requires. */
function membersOf(shape: Shape | undefined): Readonly<Record<string, Shape>> {
  switch (shape?.kind) {
    case 'record':
      return shape.fields;
    case 'both':
      return Object.assign({}, ...shape.parts.map(membersOf));
    case 'either':
      return shape.options.map(membersOf).reduce(joined);
    default:
      return {};
  }
}

function joined(one: Readonly<Record<string, Shape>>, other: Readonly<Record<string, Shape>>) {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(
    names.flatMap((name): [string, Shape][] => {
      const [a, b] = [one[name], other[name]];
      if (a && b) return [[name, both(a, b)]];
      const { required: _, ...only } = a ?? b ?? { kind: 'anything' };
      return [[name, only]];
    }),
  );
}

function both(a: Shape, b: Shape): Shape {
  if (a.kind === 'choice' && b.kind === 'choice') return { ...a, choices: [...new Set([...a.choices, ...b.choices])] };
  return a.kind === 'record' && b.kind === 'record' ? { ...a, fields: joined(a.fields, b.fields) } : a;
}

const types: Readonly<Partial<Record<Shape['kind'], Field['type']>>> = {
  text: 'string',
  choice: 'string',
  flag: 'boolean',
  whole: 'integer',
  number: 'number',
  list: 'array',
};

/** Whether a body with a shape takes a field: of one with members, one at least. */
function takes(shape: Shape | undefined, { properties }: Field): boolean {
  const members = Object.keys(membersOf(shape));
  return shape !== undefined && (!properties || members.length === 0 || members.some((name) => name in properties));
}

/** What the contract says of a value, in the words of a kind. */
function factsOf(shape: Shape, isUpdate: boolean): Readonly<Record<string, unknown>> {
  const isId = shape.kind === 'text' && shape.format === 'uuid';
  const text =
    shape.kind === 'text' ? { minLength: shape.min, maxLength: shape.max, pattern: shape.pattern?.source } : {};
  return {
    type: types[shape.kind] ?? 'object',
    nullable: shape.nullable === true,
    ...(isUpdate ? {} : { required: shape.required === true }),
    enum: shape.kind === 'choice' ? [...shape.choices].sort() : undefined,
    ...text,
    // An id is not empty. In a path it would lead elsewhere.
    ...(isId ? { minLength: 1 } : {}),
  };
}

/** What a kind says otherwise than the contract about a value, with all that is in it. */
function differences(field: Field, shape: Shape | undefined, path: string, isUpdate: boolean): string[] {
  if (!shape) return [path];
  const facts: Readonly<Record<string, unknown>> = {
    ...field,
    nullable: field.nullable === true,
    required: field.required === true,
    enum: field.enum && [...field.enum].sort(),
  };
  const own = Object.entries(factsOf(shape, isUpdate)).flatMap(([name, value]) => {
    if (JSON.stringify(facts[name]) === JSON.stringify(value)) return [];
    return [
      facts[name] === undefined || typeof facts[name] === 'boolean'
        ? `${path} ${name}`
        : `${path} ${name} ${facts[name]}`,
    ];
  });
  if (shape.kind === 'labels') return own;
  const { items, values, properties = {} } = field;
  const members = membersOf(shape);
  return [
    ...own,
    ...(items && shape.kind === 'list' ? differences(items, shape.items, `${path}.*`, isUpdate) : []),
    ...(values && shape.kind === 'map' ? differences(values, shape.values, `${path}.*`, isUpdate) : []),
    ...Object.entries(properties).flatMap(([name, member]) =>
      differences(member, members[name], `${path}.${name}`, isUpdate),
    ),
  ];
}

/** Every request that a kind makes for its own objects, as `METHOD path`. */
function requestsOf(kind: KonnectKind): string[] {
  const desired = exampleOf(kind);
  const observed = { fields: { ...desired, id: 'x' }, labels: { [digestLabel]: 'x' } };
  const summarized = { ...observed, fields: { ...observed.fields, current_version_summary: { id: 'x' } } };
  const changed = Object.keys(desired);
  const removing = { kind, region: 'eu', address: 'acme/a', observed, force: false };
  const removal = kind.removal?.(removing).request([]);
  const sent = [observed, summarized].flatMap((object) => [
    ...(kind.create?.(exampleWrite(kind, desired, { digest: 'y' })) ?? []).map((step) => step.request([{ id: 'x' }])),
    ...(kind.update?.(exampleUpdate(kind, desired, object, changed, { digest: 'y' })) ?? []).map((step) =>
      step.request([{ data: [] }]),
    ),
    ...(kind.removal ? [kind.removal(exampleRemoval(kind, object)).request([])] : []),
    ...(kind.detail?.requests(object, 'eu') ?? []).map((request) => request([{ data: [{ id: 'x' }] }])),
  ]);
  return [
    `GET ${kind.list.path}`,
    ...(kind.item === undefined ? [] : [`DELETE ${kind.item}`]),
    ...(removal ? [`${removal.method} ${removal.path}`] : []),
    ...sent.flatMap((request) => (request ? [`${request.method} ${request.path}`] : [])),
  ];
}

const inContract = konnectKinds.filter(({ contract }) => contract !== 'none');
const cases = inContract.map((kind) => [kind.name, kind] as const);

describe('a kind is as the contract has it', () => {
  test.each(cases.filter(([, kind]) => kind.create || kind.update))('%s, in its values', (_, kind) => {
    const creation = creationOf(kind) ?? updateOf(kind);
    const { bodyNames = {}, deviations = {} } = examples.get(kind.name) ?? {};
    const inPath = [...pathFields(kind.item ?? ''), ...kind.collection];
    const found = Object.entries(kind.fields).flatMap(([name, field]) => {
      const shape = membersOf(creation?.body)[bodyNames[name] ?? name];
      return shape || !inPath.includes(name) ? differences(field, shape, name, kind.cardinality === 'one') : [];
    });
    expect(found.toSorted()).toEqual(Object.keys(deviations).toSorted());
  });

  test.each(cases.filter(([, kind]) => kind.create))('%s, in what can change', (_, kind) => {
    const changeable = membersOf(updateOf(kind)?.body);
    const { deviations = {} } = examples.get(kind.name) ?? {};
    for (const [name, field] of Object.entries(kind.fields)) {
      if (deviations[name] !== undefined || field.type === 'content') continue;
      // An invited person cannot be changed at all, and is found by the only field.
      const canChange = takes(changeable[name], field) || (kind.update === undefined && kind.ownership === 'none');
      expect([name, field.immutable === true]).toEqual([name, !canChange]);
      for (const member of Object.values(field.properties ?? {})) expect(member.immutable).toBe(field.immutable);
    }
  });

  test.each(cases)('%s, in its addresses', (_, kind) => {
    const lists = [kind.list, ...Object.values(kind.holds ?? {}).flatMap((held) => held.map(({ list }) => list))];
    for (const { path } of lists) expect(operationOf('GET', path), path).toMatchObject({ host: kind.scope });
    if (kind.item !== undefined) expect(operationOf('DELETE', kind.item)).toMatchObject({ host: kind.scope });
    if (kind.ownership === 'labels') expect(operationOf('GET', kind.item ?? '')).toBeDefined();
  });

  test.each(cases)('%s, in the paths that it names', (_, kind) => {
    if (kind.contract === 'none') throw new Error('it names none');
    const asked = requestsOf(kind).map((request) => {
      const [method = '', path = ''] = request.split(' ');
      return operationOf(method, path)?.path ?? `no ${request}`;
    });
    expect([...new Set(asked)].sort()).toEqual([...kind.contract.paths].sort());
    expect(kind.contract.version).toBe(CONTRACT_VERSION);
  });

  test.each(cases)('%s, in what is in its path: it is there, and never changes', (_, kind) => {
    const own = pathFields(kind.item ?? '').filter((name) => name !== 'id');
    for (const name of [...own, ...kind.collection])
      expect([name, kind.fields[name]]).toEqual([name, expect.objectContaining({ required: true, minLength: 1 })]);
  });
});

test('lists are asked for as many items as Konnect gives at once', () => {
  const most = { page: 100, cursor: 100, offset: 1000, none: undefined, tree: undefined, self: undefined };
  for (const kind of inContract) {
    const held = Object.values(kind.holds ?? {}).flatMap((sources) => sources.map(({ list }) => list));
    for (const { path, paging, pageSize } of [kind.list, ...held]) {
      const expected = examples.get(kind.name)?.unpaged === undefined ? most[paging] : undefined;
      expect([path, pageSize]).toEqual([path, expected]);
    }
  }
});

test('every kind with an id says so in each answer', () => {
  for (const { name, computed, source = {} } of konnectKinds)
    for (const [field, { required }] of Object.entries(computed))
      if (field === 'id' || source[field] === 'id') expect([name, field, required]).toEqual([name, field, true]);
});

test('what a selector asks for has to be there', () => {
  for (const { name, external } of konnectKinds)
    for (const [field, { required }] of Object.entries(external?.selector ?? {}))
      expect([name, field, required]).toEqual([name, field, true]);
});
