/** Limits on what is read of other people's repositories. */
export interface SpecificationLimits {
  /** Bytes of one file. */
  readonly file: number;
  /** Files that may be joined to one. */
  readonly files: number;
  /** Bytes of all files that are joined. */
  readonly total: number;
  /** Operations of one API. */
  readonly operations: number;
}

const megabyte = 1024 * 1024;

/** What holds unless a run is told otherwise. */
export const specificationLimits: SpecificationLimits = {
  file: 20 * megabyte,
  files: 500,
  total: 40 * megabyte,
  operations: 20_000,
};
