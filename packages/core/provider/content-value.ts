import { lazyStruct } from '../cel/value.ts';
import { contentType } from '../kind/kind-type.ts';
import type { ContentHandle } from './content.ts';

const instances = new Map<string, object>();
const handles = new WeakMap<object, ContentHandle>();

/** The handle of a document as a value of expressions: opaque, and the same object for the same document. */
export function contentValue(handle: ContentHandle): object {
  let instance = instances.get(handle.digest);
  if (!instance) {
    instance = lazyStruct(contentType, {});
    instances.set(handle.digest, instance);
    handles.set(instance, handle);
  }
  return instance;
}

/** The handle in a value from an expression, or undefined for any other value. */
export function handleOf(value: unknown): ContentHandle | undefined {
  return typeof value === 'object' && value !== null ? handles.get(value) : undefined;
}
