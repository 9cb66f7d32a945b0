import { ExpressionError } from '../cel/expression-error.ts';
import type { CelType } from '../cel/type.ts';
import { Unknown } from '../cel/unknown.ts';
import { environmentInstance } from '../instance/environment.ts';
import type { Blueprint } from './blueprint.ts';

/** Whether values of a type are environments of the manifest. */
export function isEnvironment(type: CelType): boolean {
  return type.kind === 'struct' && type.struct === environmentInstance.struct;
}

/** The key of the environment in an instance's spec: the first field of the type `Environment`, whatever its name. */
export function environmentIn(blueprint: Blueprint, spec: () => object): string | undefined {
  for (const { name, type } of blueprint.spec.members.values()) {
    if (!isEnvironment(type)) continue;
    const key = keyOf(spec, name);
    if (key !== undefined) return key;
  }
  return undefined;
}

function keyOf(spec: () => object, name: string): string | undefined {
  try {
    const environment: unknown = Reflect.get(spec(), name);
    const key: unknown =
      typeof environment === 'object' && environment !== null ? Reflect.get(environment, 'key') : undefined;
    return typeof key === 'string' ? key : undefined;
  } catch (error) {
    // Reported where the expressions that use it fail.
    if (error instanceof Unknown || error instanceof ExpressionError) return undefined;
    throw error;
  }
}
