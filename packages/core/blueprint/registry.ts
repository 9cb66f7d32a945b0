import { type CelType, celStruct, type StructType } from '../cel/type.ts';
import { environmentInstance } from '../instance/environment.ts';
import { organizationInstance } from '../instance/organization.ts';
import { serviceInstance } from '../instance/service.ts';
import type { KindRegistry } from '../kind/kind.ts';
import { kindType } from '../kind/kind-type.ts';

/**
 * The names a blueprint's schema can use for types it does not define: what manifests become (Organization,
 * Environment, Service and what they are made of) and every resource kind.
 */
export function namedTypes(kinds: KindRegistry): ReadonlyMap<string, CelType> {
  const types = new Map<string, CelType>();
  for (const { struct } of [organizationInstance, environmentInstance, serviceInstance]) collectStructs(struct, types);
  for (const kind of kinds.values()) types.set(kind.name, celStruct(kindType(kind)));
  return types;
}

function collectStructs(struct: StructType, types: Map<string, CelType>): void {
  if (struct.opaque || types.has(struct.name)) return;
  types.set(struct.name, celStruct(struct));
  for (const field of struct.fields.values()) {
    let type = field.type;
    while (type.kind === 'list' || type.kind === 'optional') type = type.item;
    if (type.kind === 'struct') collectStructs(type.struct, types);
  }
}
