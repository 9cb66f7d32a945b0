import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { DeckOptions } from '@konduct/core/manifest/effective';
import type { UpstreamTarget } from '@konduct/core/manifest/table/upstream';
import type { SourceRange } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';

/** What stands at a path of the platform directory. */
export type TreeFile =
  | { readonly type: 'file'; readonly file: SourceFile }
  | { readonly type: 'missing' }
  | { readonly type: 'refused'; readonly diagnostic: Diagnostic };

/**
 * The platform directory as it is, or as it shall be: paths are relative to it, with `/`. Staging shows its new files
 * through this without writing them.
 */
export interface FileTree {
  /** @param limit in bytes; larger files are refused */
  read(path: string, limit: number): TreeFile;
  /** The names of the files directly in a folder, sorted; none when there is no such folder. */
  names(folder: string): readonly string[];
  /** A path as people type it, relative to the repository, whether anything stands there or not. */
  show(path: string): string;
}

/** Larger files are refused before they are read. Bytes. */
export const limits = {
  /** As much as staging can be told to take. */
  specification: 32 * 1024 * 1024,
  /** What decK files and what is rendered may have. */
  deck: 64 * 1024 * 1024,
  patch: 1024 * 1024,
  rules: 1024 * 1024,
  record: 4 * 1024 * 1024,
} as const;

/** A service with a specification that may be staged. Paths are relative to the platform directory. */
export interface RenderService {
  readonly key: string;
  readonly apiName: string;
  readonly directory: string;
  /** Where its staged specification is. */
  readonly specification: string;
  /** Where a manifest names the service, and with it its API. */
  readonly named?: SourceRange | undefined;
  /** How decK converts it, as far as somebody said. */
  readonly options?: DeckOptions | undefined;
  /** Where its traffic goes, where the manifest says so, and the place where it does. */
  readonly upstream?: DeclaredUpstream | undefined;
  /** What it is when nobody says where its traffic goes; a warning when left out. */
  readonly unclearUpstream?: 'warn' | 'error' | undefined;
}

/** Where a manifest sends the traffic of a service. */
export interface DeclaredUpstream {
  readonly targets: readonly UpstreamTarget[];
  readonly at: SourceRange | undefined;
}

/** A team in an environment: what becomes one control plane's decK file. */
export interface RenderTeam {
  readonly organization: string;
  readonly environment: string;
  readonly team: string;
  /** `<organization>/envs/<environment>/teams/<team>`. */
  readonly directory: string;
  /** In the order of the manifest. */
  readonly services: readonly RenderService[];
}

/** The folder of extra decK files, beside what they are for. */
export const extraFolder = 'deck';

/** The name of the record of what was rendered from what, beside a team's kong.yaml. */
export const recordName = 'konduct-deck.json';

export const stateName = 'kong.yaml';
export const patchName = 'ko-patch.yaml';
export const convertedName = 'kong-from-oas.yaml';
