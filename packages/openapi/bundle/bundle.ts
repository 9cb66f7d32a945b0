import type { DiagnosticCode } from '@konduct/core/diagnostic/codes';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { isJson } from '../document/document-budget.ts';
import { leadsElsewhere, referencesOf } from '../document/references.ts';
import { writeJson } from '../document/write-json.ts';
import { BundleFailure, type DocumentSettings, Documents } from './documents.ts';
import { Joiner } from './joiner.ts';
import { writeYaml } from './write-yaml.ts';

export interface BundleSettings extends DocumentSettings {
  /** Makes a diagnostic about the specification from a problem in it. */
  readonly refuse: (code: DiagnosticCode, message: string, more: Pick<Diagnostic, 'cause' | 'fix'>) => Diagnostic;
}

export type Bundled =
  | {
      /** The joined document; undefined when there was nothing to join. */
      readonly text: string | undefined;
      readonly files: readonly string[];
    }
  | { readonly diagnostics: readonly Diagnostic[] };

/**
 * Joins a document with everything that it refers to in other files. A part with a section in `components` is put there
 * under a name; any other part, such as a path item, is written in place of the reference. The result is JSON if the
 * document was, else YAML.
 *
 * @param root the value that was read from `text`
 */
export async function bundle(path: string, text: string, root: unknown, settings: BundleSettings): Promise<Bundled> {
  if (!refersElsewhere(root)) return { text: undefined, files: [path] };
  const documents = new Documents(settings);
  try {
    documents.add(path, text, root);
    const joiner = new Joiner(path, root, documents);
    const joined = await joiner.join();
    const files = documents.locations;
    if (!joiner.changed) return { text: undefined, files };
    return { text: isJson(text) ? writeJson(joined).text : writeYaml(joined), files };
  } catch (error) {
    if (!(error instanceof BundleFailure)) throw error;
    return { diagnostics: [settings.refuse(error.code, error.message, { fix: error.fix })] };
  }
}

function refersElsewhere(root: unknown): boolean {
  for (const reference of referencesOf(root)) if (leadsElsewhere(reference)) return true;
  return false;
}
