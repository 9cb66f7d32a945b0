import type { SourceRange } from '../source/range.ts';

/** The source of a secret, as the manifest names it. The core passes it on and never sees a value. */
export type SecretRef =
  | { readonly type: 'file' | 'env'; readonly source: string; readonly at?: SourceRange }
  | { readonly type: 'literal'; readonly secret: Secret; readonly at?: SourceRange };

const values = new WeakMap<Secret, string>();

/**
 * A secret value that prints as `***` however it is turned into text. Only code that sends the value opens it, with
 * {@link revealSecret}: searching for that name finds every place where a value can leave the process.
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

  /** The text that Node prints for `console.log(secret)`; the symbol is Node's documented name for it. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '***';
  }
}

/** The value in clear. Only for writers of requests, environments of child processes, and fingerprints. */
export function revealSecret(secret: Secret): string {
  return values.get(secret) ?? '';
}
