/**
 * The options of oasdiff beside the two files, so that it judges as a caller of the API would. Every other option of
 * 1.32.0 keeps its default; docs/reference/api-comparison.md gives the reason for each.
 */
export const oasdiffOptions: readonly string[] = [
  '--format=json',
  '--lang=en',
  // References in a specification may name files and hosts; oasdiff must read none of them.
  '--allow-external-refs=false',
  // A parameter of a path belongs to each of its operations. Without this option oasdiff looks only at parameters of
  // operations, and reports one that moved as removed and added.
  '--flatten-params',
  // OpenAPI 3.0 and 3.1 have different notations for the same.
  '--auto-upgrade',
  // Callers can use a draft API as soon as a gateway has it. By default oasdiff ignores `draft` and `alpha`.
  '--stability-level=draft',
];

/**
 * Merges the schemas in an `allOf`, which are one schema to callers. Left out where they contradict each other and
 * cannot be merged.
 */
export const mergeAllOf = '--flatten-allof';
