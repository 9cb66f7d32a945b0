import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { valueAt } from '../value/value-at.ts';
import { readableAddress } from './address.ts';
import type { Evaluation, ResourceNode } from './node.ts';

/** The place of a resource among its siblings, where the manifests say one. */
export interface Placed {
  /** Equal for siblings. */
  readonly siblings: string;
  readonly place: number;
}

/** The place that a resource is to have among its siblings; undefined where its kind has no order, or it has no place. */
export function placedAs(
  { kind, region }: ResourceNode,
  { fields, unknowns }: Pick<Evaluation, 'fields' | 'unknowns'>,
): Placed | undefined {
  const place = kind.sequence && fields[kind.sequence.field];
  if (!kind.sequence || typeof place !== 'number') return undefined;
  // The id of an object that does not exist yet is known by the address of its resource.
  const above = [...kind.collection, ...kind.sequence.among].map(
    (path) => valueAt(fields, path) ?? unknowns.find((unknown) => unknown.path === path)?.on ?? null,
  );
  return { siblings: JSON.stringify([kind.name, region, above]), place };
}

/**
 * Findings about siblings whose places are not 0, 1, 2 and so on, each once: putting one in its place would push another
 * away, at every run anew.
 *
 * @param evaluations the resources with their fields in a world without Konnect
 */
export function siblingProblems(evaluations: Iterable<readonly [ResourceNode, Evaluation]>): Diagnostic[] {
  const placed = [...evaluations].flatMap(([node, evaluation]) => {
    const found = placedAs(node, evaluation);
    return found ? [{ node, ...found }] : [];
  });
  return [...Map.groupBy(placed, ({ siblings }) => siblings).values()].flatMap((group) => {
    const inOrder = [...group].sort((a, b) => a.place - b.place);
    const index = inOrder.findIndex(({ place }, at) => place !== at);
    const wrong = inOrder[index];
    if (!wrong) return [];
    const { node, place } = wrong;
    const other = inOrder[index - 1];
    const field = node.kind.sequence?.field ?? '';
    const problem =
      other?.place === place
        ? `so is that of ${readableAddress(other.node.address)}`
        : `and none beside it has ${index}`;
    const message = `\`${field}\` of the ${node.kind.name} ${readableAddress(node.address)} is ${place}, ${problem}`;
    return [
      finding('kind-objection', message, node.placeOf(field) ?? node.place, {
        cause: 'Each object that is put in its place pushes those behind it away',
        fix: 'Count those beside each other from 0, without a gap; one without a place comes behind them.',
        related: [{ message: 'The other one', at: other?.place === place ? other.node.place : undefined }],
      }),
    ];
  });
}
