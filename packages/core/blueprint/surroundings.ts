import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { KindRegistry } from '../kind/kind.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Blueprint } from './blueprint.ts';
import type { SpecStruct } from './spec.ts';

/** The file, kinds and other blueprints that linking a resource looks things up in. */
export interface Surroundings {
  readonly file: SourceFile;
  readonly kinds: KindRegistry;
  /** Blueprints that are linked already: those this one uses come before it. */
  readonly blueprints: ReadonlyMap<string, Blueprint>;
  readonly specs: ReadonlyMap<string, SpecStruct>;
  readonly report: (diagnostic: Diagnostic) => void;
}
