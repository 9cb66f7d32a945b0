import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import type { Fields } from '@konduct/core/provider/provider';
import { Secret } from '@konduct/core/secret/secret';
import { SecretHandle } from '@konduct/core/secret/secret-handle';
import type { SourceRange } from '@konduct/core/source/range';

/** The source of a secret that a blueprint names. */
export interface NamedSecret {
  readonly type: 'env' | 'file';
  readonly source: string;
}

/** Reads a secret. The handle says why, if there is no value. */
export type ReadSecret = (named: NamedSecret) => SecretHandle;

/** The secrets that blueprints name, each read once. */
export class NamedSecrets {
  readonly diagnostics: Diagnostic[] = [];
  readonly #read: ReadSecret;
  readonly #handles = new Map<string, SecretHandle>();
  readonly #misnamed = new Set<string>();

  constructor(read: ReadSecret) {
    this.#read = read;
  }

  get(selector: Fields, place?: SourceRange): Fields | undefined {
    const named = Object.entries(selector).flatMap(([type, source]): NamedSecret[] =>
      (type === 'env' || type === 'file') && typeof source === 'string' ? [{ type, source }] : [],
    );
    const [only, ...others] = named;
    const key = JSON.stringify(named);
    if (!only || others.length > 0) {
      if (!this.#misnamed.has(key)) this.diagnostics.push(misnamed(place));
      this.#misnamed.add(key);
      return undefined;
    }
    const handle = this.#handles.get(key) ?? this.#read(only);
    this.#handles.set(key, handle);
    return { ...selector, value: handle };
  }
}

function misnamed(place: SourceRange | undefined): Diagnostic {
  return finding('secret-source', 'A Secret is named by `env` or by `file`, and by one of them', place, {
    fix: 'Write externalRef: {env: NAME}, or {file: PATH}.',
  });
}

const standIns = SecretHandle.of(new Secret('a text in the place of a secret'));

/** Returns the same stand-in for every secret. For runs that read no secrets and write only to a simulated Konnect. */
export const standIn: ReadSecret = () => standIns;
