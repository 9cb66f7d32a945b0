import { apiPublication } from '@konduct/konnect/kinds/api-publication';
import { portal } from '@konduct/konnect/kinds/portal';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ResourceGraph, ResourceNode } from '../graph/node.ts';
import { sortTopologically } from '../graph/topological.ts';
import type { Action, Effect } from '../plan/change.ts';
import type { Decision } from '../plan/decision.ts';
import { type Phased, phased } from './phases.ts';

interface Drawn {
  readonly action: Action;
  readonly environment: string | undefined;
  /** The effects of its fields; for a creation or deletion, the effect of the whole. */
  readonly effects: readonly (Effect | undefined)[];
  readonly isGrant: boolean;
  readonly after: readonly number[];
}

const environments = ['dev', 'prd', undefined];
const drawn: fc.Arbitrary<Drawn> = fc.record({
  action: fc.constantFrom<Action>('create', 'update', 'replace', 'adopt', 'delete', 'none', 'waiting', 'blocked'),
  environment: fc.constantFrom(...environments),
  effects: fc.array(fc.constantFrom<Effect | undefined>('widens', 'narrows', undefined), {
    minLength: 1,
    maxLength: 3,
  }),
  isGrant: fc.boolean(),
  after: fc.array(fc.nat(), { maxLength: 3 }),
});

function effectOf(effects: Drawn['effects']): { readonly effect?: Effect } {
  const effect = effects.includes('widens') ? 'widens' : effects.find((found) => found === 'narrows');
  return effect === undefined ? {} : { effect };
}

function nodeOf(address: string): ResourceNode {
  return {
    address,
    parts: [address],
    kind: portal,
    region: 'eu',
    isProtected: false,
    manages: new Set(),
    evaluate: () => ({ fields: {}, unknowns: [], read: new Set(), problems: [] }),
    notReady: () => undefined,
    placeOf: () => undefined,
  };
}

/**
 * A graph whose nodes depend on some earlier nodes of their environment, and deletions that name all earlier objects of
 * it; no object names a link. With `isCrossing` nodes depend on the organization's, too, and deletions name objects of
 * any environment.
 */
function sceneOf(items: readonly Drawn[], order: ReadonlyMap<string, readonly string[]>, isCrossing = false) {
  const dependencies = new Map<string, string[]>();
  const decisions = items.map(({ action, environment, effects, isGrant, after }, index): Decision => {
    const address = `n${index}`;
    const isDeletion = action === 'delete';
    const earlier = items.flatMap((other, at) =>
      at < index &&
      other.action !== 'delete' &&
      ((isCrossing && other.environment === undefined) || other.environment === environment)
        ? [`n${at}`]
        : [],
    );
    const needed = earlier.length === 0 ? [] : [...new Set(after.map((at) => earlier[at % earlier.length] ?? ''))];
    if (!isDeletion) dependencies.set(address, needed);
    const isField = action === 'update' || action === 'adopt' || action === 'replace';
    const fields = isField ? effects.map((effect, at) => ({ path: `f${at}`, ...(effect ? { effect } : {}) })) : [];
    const effect = isDeletion ? (isGrant ? { effect: 'narrows' as const } : {}) : effectOf(effects);
    const names = isDeletion
      ? {
          names: items.flatMap((other, at) =>
            at < index &&
            other.action === 'delete' &&
            !other.isGrant &&
            (isCrossing || other.environment === environment)
              ? [`n${at}`]
              : [],
          ),
        }
      : {};
    return {
      kind: isDeletion && isGrant ? apiPublication : portal,
      changed: [],
      ...(isDeletion ? {} : { node: nodeOf(address) }),
      ...names,
      change: {
        address,
        kind: 'Portal',
        name: address,
        region: 'eu',
        action,
        fields,
        dependsOn: needed,
        ...(environment === undefined ? {} : { environment }),
        ...effect,
      },
    };
  });
  const nodes = decisions.flatMap(({ node }) => node ?? []);
  const graph: ResourceGraph = { organization: 'acme', nodes, dependencies, names: new Map() };
  return { decisions, result: phased(graph, decisions, dependencies, order) };
}

/** All work before an item, directly or through other work. Unwritten nodes are not waited for. */
function before({ work, dependencies }: Phased, address: string): ReadonlySet<string> {
  const pending = new Set(work.map((item) => item.address));
  const found = new Set<string>();
  const open = [address];
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const dependency of dependencies.get(next) ?? [])
      if (pending.has(dependency) && !found.has(dependency)) {
        found.add(dependency);
        open.push(dependency);
      }
  return found;
}

const scenes = fc.record({
  items: fc.array(drawn, { minLength: 1, maxLength: 14 }),
  order: fc.constantFrom(new Map<string, readonly string[]>(), new Map([['prd', ['dev']]])),
});

test('there are no circles, whatever the graph and the effects', () => {
  fc.assert(
    fc.property(scenes, ({ items, order }) => {
      const { result } = sceneOf(items, order, true);
      const addresses = result.work.map(({ address }) => address);
      const { cycles } = sortTopologically(addresses, (address) =>
        (result.dependencies.get(address) ?? []).filter((found) => addresses.includes(found)),
      );
      expect(cycles).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('in an environment access goes first, what widens waits for the rest, and deletions end it', () => {
  fc.assert(
    fc.property(scenes, ({ items, order }) => {
      const { decisions, result } = sceneOf(items, order);
      const written = result.work.flatMap((item) => (item.type === 'gate' ? [] : [item]));
      const inEnvironment = (environment: string | undefined) =>
        written.filter(({ decision }) => decision.change.environment === environment);
      for (const { address, decision, type } of written) {
        if (type === 'narrowing') continue;
        const { change, node, kind } = decision;
        const earlier = before(result, address);
        const own = inEnvironment(change.environment).filter((item) => item.address !== address);
        const deletions = own.filter((item) => !item.decision.node && !item.decision.kind.grant);
        if (!node && !kind.grant) {
          for (const item of own) if (!deletions.includes(item)) expect(earlier).toContain(item.address);
          continue;
        }
        for (const item of deletions) expect(earlier).not.toContain(item.address);
        // A withdrawal of access without dependencies comes before all other changes.
        const withdrawn = own.filter((item) => !item.decision.node && item.decision.kind.grant);
        if (node && change.effect !== 'narrows') for (const item of withdrawn) expect(earlier).toContain(item.address);
        // A change that widens comes after all changes that neither widen nor depend on one that does. Resources of an
        // organization do not wait for each other.
        if (node && change.effect === 'widens' && change.environment !== undefined)
          for (const item of own) {
            const widensToo = [item.address, ...before(result, item.address)].some((found) =>
              decisions.some(
                (other) => other.change.address === found && other.node && other.change.effect === 'widens',
              ),
            );
            if (!deletions.includes(item) && !widensToo) expect(earlier).toContain(item.address);
          }
      }
    }),
    { numRuns: 500 },
  );
});

test('a change that narrows and has to wait is carried out in two parts, the narrowing one first', () => {
  fc.assert(
    fc.property(scenes, ({ items, order }) => {
      const { decisions, result } = sceneOf(items, order);
      for (const { change } of decisions) {
        const narrows = change.fields.some(({ effect }) => effect === 'narrows');
        const widens = change.fields.some(({ effect }) => effect === 'widens');
        const part = result.work.find(
          ({ type, address }) => type === 'narrowing' && address.startsWith(`${change.address}#`),
        );
        if (part) {
          expect(narrows).toBe(true);
          expect(before(result, change.address)).toContain(part.address);
        } else if (narrows && widens && result.work.some(({ address }) => address === change.address)) {
          throw new Error(`${change.address} is not split`);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('an environment comes after everything of those that it depends on', () => {
  fc.assert(
    fc.property(fc.array(drawn, { minLength: 1, maxLength: 14 }), (items) => {
      const { result } = sceneOf(items, new Map([['prd', ['dev']]]));
      const written = result.work.flatMap((item) => (item.type === 'gate' ? [] : [item]));
      const first = written.filter(({ decision }) => decision.change.environment === 'dev');
      for (const { address, decision } of written) {
        if (decision.change.environment !== 'prd') continue;
        const earlier = before(result, address);
        for (const item of first) expect(earlier).toContain(item.address);
      }
    }),
    { numRuns: 500 },
  );
});

test('everything comes after what it depends on, so that the longest chain can be told', () => {
  fc.assert(
    fc.property(scenes, ({ items, order }) => {
      const { work, dependencies } = sceneOf(items, order, true).result;
      const at = new Map(work.map(({ address }, index) => [address, index]));
      for (const [index, { address }] of work.entries())
        for (const dependency of dependencies.get(address) ?? []) expect(at.get(dependency) ?? -1).toBeLessThan(index);
    }),
  );
});
