import type { DiagnosticCode } from '@konduct/core/diagnostic/codes';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { stringify } from 'yaml';
import { isJson } from './document.ts';
import { BundleFailure, type DocumentSettings, Documents } from './documents.ts';
import { Joiner } from './joiner.ts';

export interface BundleSettings extends DocumentSettings {
  /** Makes a diagnostic about the specification out of what was found in it. */
  readonly refuse: (code: DiagnosticCode, message: string, more: Pick<Diagnostic, 'cause' | 'fix'>) => Diagnostic;
}

export type Bundled =
  | {
      /** The one document; undefined when nothing had to be joined after all. */
      readonly text: string | undefined;
      readonly files: readonly string[];
    }
  | { readonly diagnostics: readonly Diagnostic[] };

/**
 * Joins a document with everything it refers to in other files: what has a home in `components` is put there under a
 * name, what has none (a path item) is written where it is referred to. The result is JSON if the document was, else YAML.
 */
export async function bundle(path: string, text: string, settings: BundleSettings): Promise<Bundled> {
  const documents = new Documents(settings);
  try {
    const root = await documents.root(path, text);
    const joiner = new Joiner(path, root, documents);
    const joined = await joiner.join();
    const files = documents.locations;
    if (!joiner.changed) return { text: undefined, files };
    return { text: isJson(text) ? `${JSON.stringify(joined, null, 2)}\n` : toYaml(joined), files };
  } catch (error) {
    if (!(error instanceof BundleFailure)) throw error;
    return { diagnostics: [settings.refuse(error.code, error.message, { fix: error.fix })] };
  }
}

function toYaml(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}
