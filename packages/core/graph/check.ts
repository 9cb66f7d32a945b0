import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import type { Field } from '../kind/field.ts';
import { fieldProblems } from '../kind/field-value.ts';
import type { Fields } from '../provider/provider.ts';
import { readableAddress } from './address.ts';
import type { Evaluation, ResourceNode } from './node.ts';
import { objectionTo } from './objection.ts';

/** Findings about a resource that need no Konnect, given its evaluation in a world without Konnect. */
export function nodeProblems(node: ResourceNode, { fields, unknowns, problems }: Evaluation): Diagnostic[] {
  const found = problems.map((problem) => problem.diagnostic);
  if (node.external) return found;
  const placeOf = (path: string) => node.placeOf(path) ?? node.place;
  const { kind, address } = node;
  const refused = Object.entries(fields).flatMap(([name, value]) => {
    const field = kind.fields[name];
    return field ? fieldProblems(field, value, name) : [];
  });
  for (const { path, problem } of refused) {
    const message = `\`${path}\` of the ${kind.name} ${readableAddress(address)} ${problem}`;
    found.push(
      finding('field-value', message, placeOf(path), {
        cause: 'Konnect would refuse it',
        fix: 'Write a value that Konnect takes.',
      }),
    );
  }
  const open = [...unknowns.map((unknown) => unknown.path)];
  // A field whose expression failed is absent for that reason.
  if (problems.length === 0) {
    for (const path of missingFields(kind.fields, fields, open)) {
      const message = `\`${path}\` of the ${kind.name} ${readableAddress(address)} comes out empty, and Konnect wants it`;
      found.push(finding('field-required', message, placeOf(path), { fix: 'Give it a value in every case.' }));
    }
  }
  // The values together are judged when each of them is one that Konnect takes.
  const objection = found.length === 0 ? objectionTo(node, { fields, unknowns }) : undefined;
  if (objection) found.push(objection);
  if (kind.ownership === 'labels') {
    for (const unknown of unknowns.filter(({ path }) => kind.identity.includes(path))) {
      const message = `\`${unknown.path}\` identifies the ${kind.name} ${readableAddress(address)} and depends on ${unknown.on}`;
      found.push(
        finding('identity-unknown', message, placeOf(unknown.path), {
          cause: 'An object whose name is known only later cannot be found now',
          fix: 'Make it from what the manifest says.',
        }),
      );
    }
  }
  return found;
}

/**
 * Required fields that came out empty. Linking has reported those that a template lacks; unknown ones are not counted.
 */
function missingFields(
  wanted: Readonly<Record<string, Field>>,
  given: Fields,
  unknown: readonly string[],
  prefix = '',
): string[] {
  return Object.entries(wanted).flatMap(([name, field]) => {
    const path = `${prefix}${name}`;
    const value = given[name];
    if (value === undefined) {
      const isOpen = unknown.some(
        (other) => other === path || other.startsWith(`${path}.`) || path.startsWith(`${other}.`),
      );
      return field.required && !isOpen ? [path] : [];
    }
    if (!field.properties || typeof value !== 'object' || value === null) return [];
    return missingFields(field.properties, value as Fields, unknown, `${path}.`);
  });
}
