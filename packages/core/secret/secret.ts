import type { SourceRange } from '../source/range.ts';

/** Where a secret comes from, as the manifest says it. The core passes it on and never sees a value. */
export type SecretRef =
  | { readonly type: 'file' | 'env'; readonly source: string; readonly at?: SourceRange }
  | { readonly type: 'literal'; readonly secret: Secret; readonly at?: SourceRange };

const values = new WeakMap<Secret, string>();

/**
 * A secret value that prints as `***` however it is turned to text. Only code that writes a header opens it, with
 * {@link revealSecret}; searching for that name finds every place a value can leave.
 */
export class Secret {
  constructor(value: string) {
    values.set(this, value);
  }

  toString(): string {
    return '***';
  }

  toJSON(): string {
    return '***';
  }

  /** What Node prints for `console.log(secret)`; the symbol is Node's documented name for it. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '***';
  }
}

/** The clear value. For writers of requests and environments of child processes, and for fingerprints, only. */
export function revealSecret(secret: Secret): string {
  return values.get(secret) ?? '';
}
