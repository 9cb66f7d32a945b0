import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { DeckOptions } from '@konduct/core/manifest/effective';
import type { UpstreamTarget } from '@konduct/core/manifest/table/upstream';
import type { SourceRange } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';

/** The entry at a path of the platform directory. */
export type TreeFile =
  | { readonly type: 'file'; readonly file: SourceFile }
  | { readonly type: 'missing' }
  | { readonly type: 'refused'; readonly diagnostic: Diagnostic };

/**
 * The platform directory, or its desired state: staging shows new files through this without writing them. Paths are
 * relative to it, with `/`.
 */
export interface FileTree {
  /** @param limit in bytes; larger files are refused */
  read(path: string, limit: number): TreeFile;
  /** The names of the files directly in a folder, sorted; empty without such a folder. */
  names(folder: string): readonly string[];
  /** A path relative to the repository, for messages. The file need not exist. */
  show(path: string): string;
}

/** The most bytes of files. Larger ones are refused before they are read. */
export const limits = {
  /** As much as staging can be told to take. */
  specification: 32 * 1024 * 1024,
  /** What decK files and what is rendered may have. */
  deck: 64 * 1024 * 1024,
  patch: 1024 * 1024,
  rules: 1024 * 1024,
  record: 4 * 1024 * 1024,
} as const;

/** A service with its specification, which may be staged or not. Paths are relative to the platform directory. */
export interface RenderService {
  readonly key: string;
  readonly apiName: string;
  readonly directory: string;
  /** The path of its staged specification. */
  readonly specification: string;
  /** The place in the manifest that names the service, and thereby its API. */
  readonly named?: SourceRange | undefined;
  /** The options of decK that a manifest sets. */
  readonly options?: DeckOptions | undefined;
  /** The target of its traffic in the manifest, with its place. */
  readonly upstream?: DeclaredUpstream | undefined;
  /** The severity of an unclear target of traffic; by default a warning. */
  readonly unclearUpstream?: 'warn' | 'error' | undefined;
  /** The control plane that it goes to; undefined for its team's. */
  readonly controlPlane?: string | undefined;
}

/** The target of a service's traffic in a manifest. */
export interface DeclaredUpstream {
  readonly targets: readonly UpstreamTarget[];
  readonly at: SourceRange | undefined;
}

/** A team in an environment, which has a control plane, perhaps together with others, and one decK file. */
export interface RenderTeam {
  readonly organization: string;
  readonly environment: string;
  readonly team: string;
  /** `<organization>/envs/<environment>/teams/<team>`. */
  readonly directory: string;
  /** The control plane that the team's services go to unless they name another one. */
  readonly controlPlane: string;
  /** In the order of the manifest. */
  readonly services: readonly RenderService[];
}

/** The name of folders with extra decK files, beside the files that they are for. */
export const extraFolder = 'deck';

/** The name of the record of rendered files and their sources, beside a team's kong.yaml. */
export const recordName = 'konduct-deck.json';

export const stateName = 'kong.yaml';
export const patchName = 'ko-patch.yaml';
export const convertedName = 'kong-from-oas.yaml';
