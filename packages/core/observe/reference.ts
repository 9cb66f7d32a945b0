import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import type { Evaluation, ResourceNode } from '../graph/node.ts';
import type { ExternalState, World } from '../graph/world.ts';
import type { External } from '../kind/kind.ts';
import type { Fields } from '../provider/provider.ts';
import { collectionOf } from './collection.ts';
import { rank } from './match.ts';
import type { Demand, Observation } from './observation.ts';

/** The result of resolving a reference. */
export interface Look {
  readonly state: ExternalState;
  /** The data to read, for the state `unread`. */
  readonly demand?: Demand;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Resolves a reference to an object in Konnect, as far as it has been read. A missing or unready object is waited for.
 *
 * @param why gives the reason, in words, why the value at an address is unknown
 */
export function lookFor(
  node: ResourceNode,
  external: External,
  observation: Observation,
  world: World,
  why: (address: string) => string,
): Look {
  const evaluation = node.evaluate(world);
  const { fields, unknowns } = evaluation;
  const described = external.describe(fields);
  const [unknown] = unknowns;
  if (unknown) return waiting(`${described} (in ${why(unknown.on)})`);
  const failed = failureOf(evaluation);
  if (failed) return waiting(`${described}, ${failed.reason}`, failed.diagnostics);

  const collection = collectionOf(node, fields);
  const list = collection && observation.list(collection);
  if (!list) {
    const demand = collection && { demand: { type: 'list', collection } as const };
    return { state: { state: 'unread' }, diagnostics: [], ...demand };
  }
  const matching = list.objects.filter((object) => external.matches(object.fields, fields));
  const found = rank(node.kind, {}, matching).map((object) => object.fields);
  const value: Fields | readonly Fields[] | undefined = external.yields === 'one' ? found[0] : found;
  if (!value) return waiting(described, external.missing ? [missing(node, described)] : []);
  const notReady = node.notReady(world, value);
  if (!notReady) return { state: { state: 'found', value }, diagnostics: [] };
  const count = found.length === 0 ? '' : ` (${found.length} found; ${notReady.reason})`;
  return waiting(`${described}${count}`, notReady.problem ? [notReady.problem] : []);
}

function waiting(reason: string, diagnostics: readonly Diagnostic[] = []): Look {
  return { state: { state: 'waiting', reason }, diagnostics };
}

function missing({ place }: ResourceNode, described: string): Diagnostic {
  return finding('object-missing', `There is no ${described.replace(/^an? /, '')}`, place, {
    cause: 'Something refers to it, and nothing makes it later',
    fix: 'Correct the name, or make it in Konnect.',
  });
}

function failureOf({ problems }: Evaluation): { reason: string; diagnostics: readonly Diagnostic[] } | undefined {
  const [first] = problems;
  if (!first) return undefined;
  const errors = problems.filter(({ pending }) => pending === undefined).map(({ diagnostic }) => diagnostic);
  return errors.length === 0
    ? { reason: `which needs ${first.pending}`, diagnostics: [] }
    : { reason: 'whose selector failed', diagnostics: errors };
}
