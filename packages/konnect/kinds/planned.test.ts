import { isDeepStrictEqual } from 'node:util';
import type { ResourceNode } from '@konduct/core/graph/node';
import { nodeAt } from '@konduct/core/graph/node.fixture';
import { canBeUnset } from '@konduct/core/kind/kind';
import { applyNodes, linesOfNodes, planOfNodes } from '@konduct/core/plan/made-up.fixture';
import type { PlanSettings } from '@konduct/core/policy/policed-plan';
import type { Fields, ObservedObject, Provider } from '@konduct/core/provider/provider';
import { valueAt } from '@konduct/core/value/value-at';
import { handle } from '@konduct/simulator/handle';
import { State } from '@konduct/simulator/state';
import { describe, expect, test } from 'vitest';
import { inProcessTransport } from '../in-process.ts';
import { konnectProvider } from '../provider.ts';
import { isRemovable } from '../removing.ts';
import { exampleWrite } from './example.fixture.ts';
import { examples, madeUpTo } from './examples/all.fixture.ts';
import { contents } from './examples/kind-example.fixture.ts';
import type { KonnectKind } from './kind.ts';
import { konnectKinds } from './registry.ts';

// What a plan makes of a resource of every kind, on the simulator: created, adopted, changed field by field, emptied,
// said less of and deleted; and each time the next plan is empty.

const kindOf = (name: string): KonnectKind => konnectKinds.find((kind) => kind.name === name) ?? never();
const written = [...examples.values()].filter(({ make }) => make).map(({ kind }) => kind);

/** A Konnect in which everything that an example needs was declared and applied, and the resources of that. */
async function platformFor(last: string, byHand = false) {
  const state = new State();
  const transport = inProcessTransport((request) => handle(state, request));
  const konnect = konnectProvider({ transport, contents, retry: { attempts: 1, settle: 0 } });
  const objects = new Map<string, ObservedObject>();
  const keep = (kind: string, object: ObservedObject): void => void objects.set(kind, object);
  const provider: Provider = {
    ...konnect,
    create: async (write) => {
      const outcome = await konnect.create(write);
      if ('object' in outcome) keep(write.kind.name, outcome.object);
      return outcome;
    },
  };
  const id = (kind: string) => String(objects.get(kind)?.fields.id);
  const chain = madeUpTo(last);
  const kinds = chain.map(({ kind }) => kindOf(kind));
  const plan = (nodes: readonly ResourceNode[], more: Partial<PlanSettings> = {}) =>
    planOfNodes(nodes, provider, kinds, more);
  const apply = async (nodes: readonly ResourceNode[], more: Partial<PlanSettings> = {}) => {
    const results = await applyNodes(nodes, await plan(nodes, more), provider);
    expect(results.filter(({ outcome }) => outcome !== 'applied')).toEqual([]);
  };
  const nodes: ResourceNode[] = [];
  let given: Fields = {};
  for (const { kind: name, make, madeBy, others = {} } of chain) {
    for (const [other, request] of Object.entries(others)) {
      const { body } = await transport.send(request);
      keep(other, { fields: { id: valueAt(body, 'id') }, labels: {} });
    }
    if (madeBy) {
      const { body } = await transport.send(madeBy(id));
      keep(name, { fields: { id: valueAt(body, 'id') }, labels: {} });
      continue;
    }
    given = make?.(id) ?? {};
    if (name === last && byHand)
      await konnect.create(
        exampleWrite(kindOf(name), given, kindOf(name).ownership === 'labels' ? { labels: {} } : {}),
      );
    nodes.push(nodeAt(`acme/${name}`, kindOf(name), given, managing(last)));
    if (name !== last || !byHand) await apply(nodes);
  }
  /** The resources with other fields for the last one, or without it. */
  const resourcesWith = (fields: Fields | undefined): ResourceNode[] => [
    ...nodes.slice(0, -1),
    ...(fields ? [nodeAt(`acme/${last}`, kindOf(last), fields, managing(last))] : []),
  ];
  const lines = async (fields: Fields | undefined, more: Partial<PlanSettings> = {}) =>
    linesOfNodes(await plan(resourcesWith(fields), more));
  return {
    provider,
    given,
    lines,
    apply: (fields: Fields | undefined, more = {}) => apply(resourcesWith(fields), more),
  };
}

/** Every resource claims what may be below it, but for kinds that are below an object which no resource stands for. */
function managing(name: string): Partial<ResourceNode> {
  return { manages: new Set(examples.get(name)?.others ? [] : [name]) };
}

describe.each(written)('a %s', (name) => {
  const kind = kindOf(name);
  const example = examples.get(name) ?? never();

  test('is created, and then there is nothing to do', async () => {
    const { given, lines } = await platformFor(name);
    expect(await lines(given)).toEqual([]);
  });

  test('that people made is taken over', async () => {
    const { given, lines, apply } = await platformFor(name, true);
    const planned = await lines(given);
    if (kind.ownership === 'labels') expect(planned).toEqual([expect.stringMatching(new RegExp(`^adopt ${name} `))]);
    else expect(planned).toEqual([]);
    await apply(given);
    expect(await lines(given)).toEqual([]);
  });

  const made = example.make?.((other) => other) ?? {};
  // A place among siblings needs siblings. What identifies an object without labels makes it another one.
  const changes = Object.entries(example.change ?? {}).filter(
    ([field, value]) =>
      field !== kind.sequence?.field &&
      !isDeepStrictEqual(value, made[field]) &&
      (kind.ownership === 'labels' || !kind.identity.includes(field)),
  );
  test.each(changes)('changes its %s alone', async (field, value) => {
    const { given, lines, apply } = await platformFor(name);
    const changed = { ...given, [field]: value };
    const planned = await lines(changed);
    expect(planned).toEqual([expect.stringMatching(new RegExp(`^update ${name} .*: (?:${field}[.,]|.*${field})`))]);
    await apply(changed);
    expect(await lines(changed)).toEqual([]);
  });

  const emptied = Object.entries(kind.fields).flatMap(([field, one]) =>
    canBeUnset(one) && made[field] !== undefined && !example.regrows?.includes(field) ? [field] : [],
  );
  test.each(emptied)('loses its %s by null', async (field) => {
    const { given, lines, apply } = await platformFor(name);
    const nothing = { ...given, [field]: null };
    expect(await lines(nothing)).toEqual([expect.stringMatching(new RegExp(`^update ${name} .*: .*${field}`))]);
    await apply(nothing);
    expect(await lines(nothing)).toEqual([]);
  });

  const optional = Object.keys(made).filter((field) => {
    const { [field]: _, ...rest } = made;
    return !kind.fields[field]?.required && !kind.identity.includes(field) && !kind.objection?.(rest);
  });
  test.each(optional)('keeps its %s when no manifest says it any more', async (field) => {
    const { given, lines, apply } = await platformFor(name);
    const { [field]: _, ...rest } = given;
    const planned = await lines(rest);
    // The digest of fields that no list shows is another one.
    expect(planned.filter((line) => line.includes(field))).toEqual([]);
    await apply(rest);
    expect(await lines(rest)).toEqual([]);
  });

  test.runIf(isRemovable(kind) && kind.ownership !== 'none' && !example.others)(
    'is deleted when no manifest declares it',
    async () => {
      const { lines, apply } = await platformFor(name);
      const prune = { prune: 'all' } as const;
      expect(await lines(undefined, prune)).toEqual([expect.stringMatching(new RegExp(`^delete ${name} `))]);
      await apply(undefined, prune);
      expect(await lines(undefined, prune)).toEqual([]);
    },
  );
});

function never(): never {
  throw new Error('there is no such thing');
}
