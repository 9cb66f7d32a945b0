import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import {
  type AcceptedChangeEntry,
  acceptedChangesName,
  readAcceptedChanges,
} from '@konduct/core/manifest/accepted-changes';
import type { ApiChange } from '@konduct/core/run/api-change';
import type { ServiceStaging } from '@konduct/core/run/staging';
import { rangeOf } from '@konduct/core/source/origin';
import { compareText } from '@konduct/core/value/compare-text';
import { environmentOf, folderOf, repositoryPath, type Tree, textOf } from '@konduct/repository/platform/tree';
import { unknownRule } from '../accepted-changes.ts';

const sizeLimit = 1024 * 1024;

interface AcceptanceFile {
  /** The folder of the file; empty for the platform directory. */
  readonly folder: string;
  readonly entries: readonly AcceptedChangeEntry[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The accepted changes of APIs in a platform directory. */
export class Acceptances {
  readonly #files: readonly AcceptanceFile[];
  readonly #today: string;

  /**
   * @param tree the platform directory
   * @param config the path of the platform directory, from the root of the repository
   * @param today the day on which last days are judged: `2026-11-30`
   */
  constructor(tree: Tree, config: string, today: string) {
    this.#today = today;
    this.#files = [...tree.keys()]
      .filter((path) => path === acceptedChangesName || path.endsWith(`/${acceptedChangesName}`))
      .sort(compareText)
      .map((path) => ({ folder: folderOf(path), ...readFile(tree, path, repositoryPath(config, path)) }));
  }

  /** The changes, with a mark on those that an entry accepts. Harmless changes need no entry. */
  judge(changes: readonly ApiChange[], service: Pick<ServiceStaging, 'directory' | 'service'>): readonly ApiChange[] {
    const entries = this.#files
      .filter(({ folder }) => isWithin(service.directory, folder))
      .flatMap((file) => file.entries)
      .filter((entry) => entry.until >= this.#today && (entry.service ?? service.service) === service.service);
    return changes.map((change) => {
      const entry = change.level === 'harmless' ? undefined : entries.find((each) => isAbout(each, change));
      return entry ? { ...change, accepted: { reason: entry.reason, until: entry.until } } : change;
    });
  }

  /** The findings about the files that concern an environment: mistakes, unknown rules, and entries after their last day. */
  findings(environment: string): readonly Diagnostic[] {
    return this.#files
      .filter(({ folder }) => concerns(folder, environment))
      .flatMap(({ entries, diagnostics }) => [
        ...diagnostics,
        ...entries.flatMap((entry) => [...unknownRule(entry), ...this.#expired(entry)]),
      ]);
  }

  #expired(entry: AcceptedChangeEntry): readonly Diagnostic[] {
    const { rule, operation, until } = entry;
    if (until >= this.#today) return [];
    const what = operation === undefined ? `\`${rule}\`` : `\`${rule}\` in \`${operation}\``;
    return [
      finding('acceptance-expired', `${what} was accepted until ${until} and is not any more`, rangeOf(entry), {
        severity: 'warning',
        fix: 'Remove the entry, or give it a later day.',
      }),
    ];
  }
}

function readFile(tree: Tree, path: string, shown: string): Omit<AcceptanceFile, 'folder'> {
  const entry = tree.get(path);
  const text = entry?.type === 'file' && entry.bytes.length <= sizeLimit ? textOf(entry) : undefined;
  if (text !== undefined) return readAcceptedChanges({ path: shown, text });
  const message = `${shown} is a link, has more than 1 MB, or is not UTF-8`;
  return {
    entries: [],
    diagnostics: [finding('file-unreadable', message, undefined, { fix: 'Put a real file there.' })],
  };
}

function isAbout(entry: AcceptedChangeEntry, { rule, operation, text }: ApiChange): boolean {
  const { text: wanted = text } = entry;
  return entry.rule === rule && sameOperation(entry.operation, operation) && wanted.trim() === text.trim();
}

/** Whether two operations are the same. People write methods in either case: `delete /flights`. */
function sameOperation(written: string | undefined, operation: string | undefined): boolean {
  return methodInCapitals(written) === methodInCapitals(operation);
}

function methodInCapitals(operation: string | undefined): string | undefined {
  return operation?.trim().replace(/^([a-z]+)\s+/i, (_, method: string) => `${method.toUpperCase()} `);
}

function isWithin(directory: string, folder: string): boolean {
  return folder === '' || directory === folder || directory.startsWith(`${folder}/`);
}

/** Whether a file in a folder may concern an environment. */
function concerns(folder: string, environment: string): boolean {
  const at = environmentOf(`${folder}/x`);
  return at === undefined || at.environment === environment;
}
