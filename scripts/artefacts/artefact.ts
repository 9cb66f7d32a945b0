/** A generated file, which people do not edit. `path` is relative to the repository, with `/`. */
export interface Artefact {
  readonly path: string;
  readonly text: string;
}
