import { suggestName } from '../cel/suggestion.ts';
import { type CelType, celDyn, celList, celStruct } from '../cel/type.ts';
import { finding } from '../diagnostic/finding.ts';
import { kindType } from '../kind/kind-type.ts';
import { referenceTo, selectorFields } from '../kind/reference.ts';
import { rangeOf } from '../source/origin.ts';
import { startOf } from '../source/range.ts';
import type { Target } from './blueprint.ts';
import type { RawResource } from './raw.ts';
import { fieldSlots, type Slots, specSlots } from './slot.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * The target of a resource: an object of a kind that Konduct writes, one that it only looks for, or another blueprint.
 * Undefined for a kind that does not exist, or cannot be referred to; that has been reported.
 */
export function resolveTarget(raw: RawResource, { kinds, specs, file, report }: Surroundings): Target | undefined {
  const at = rangeOf(raw, 'kind') ?? startOf(file.path);
  const kind = kinds.get(raw.kind);
  if (!kind) {
    if (specs.has(raw.kind)) return { type: 'blueprint', name: raw.kind };
    const fix = suggestName(raw.kind, [...kinds.keys(), ...specs.keys()]);
    report(finding('blueprint-unknown', `There is no kind or blueprint ${JSON.stringify(raw.kind)}`, at, { fix }));
    return undefined;
  }
  if (raw.externalRef === undefined && !kind.external) return { type: 'kind', kind };
  const external = referenceTo(kind);
  if (external) return { type: 'external', kind, external };
  const why =
    kind.cardinality === 'one'
      ? `there is one ${kind.name}, and nothing else needs it`
      : `objects of kind ${kind.name} have no name to find them by`;
  const message = `\`${raw.id}\` cannot be an externalRef: ${why}`;
  report(finding('blueprint-invalid', message, rangeOf(raw, 'externalRef') ?? at, { fix: 'Give it a template.' }));
  return undefined;
}

/** The type a resource has where other resources name it. */
export function resourceType(raw: RawResource, target: Target, surroundings: Surroundings): CelType {
  const single = itemType(target, surroundings);
  const isList = raw.forEach !== undefined || (target.type === 'external' && target.external.yields === 'list');
  return isList ? celList(single) : single;
}

/** The type of one resource, of a forEach one item. */
export function itemType(target: Target, { blueprints }: Surroundings): CelType {
  if (target.type !== 'blueprint') return celStruct(kindType(target.kind));
  const blueprint = blueprints.get(target.name);
  return blueprint ? celStruct(blueprint.instanceType) : celDyn;
}

/** The fields that a template, or an external's selector, can have. */
export function targetSlots(target: Target, { specs }: Surroundings): Slots {
  switch (target.type) {
    case 'blueprint':
      return specSlots(specs.get(target.name)?.members ?? new Map());
    case 'external':
      return fieldSlots(selectorFields(target.kind, target.external), target.kind.name);
    case 'kind':
      return fieldSlots(target.kind.fields, target.kind.name);
  }
}
