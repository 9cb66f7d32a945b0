import { lazyStruct } from '../cel/value.ts';
import { secretType } from '../kind/kind-type.ts';
import type { SecretHandle } from './secret-handle.ts';

const instances = new WeakMap<SecretHandle, object>();
const handles = new WeakMap<object, SecretHandle>();

/** The handle of a secret as a value of expressions: opaque, and the same object for the same handle. */
export function secretValue(handle: SecretHandle): object {
  let instance = instances.get(handle);
  if (!instance) {
    instance = lazyStruct(secretType, {});
    instances.set(handle, instance);
    handles.set(instance, handle);
  }
  return instance;
}

/** The handle in a value from an expression, or undefined for any other value. */
export function secretHandleOf(value: unknown): SecretHandle | undefined {
  return typeof value === 'object' && value !== null ? handles.get(value) : undefined;
}
