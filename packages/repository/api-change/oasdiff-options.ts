/**
 * What oasdiff is told besides the two files, so that its verdict is that of those who call the API. Every other option of
 * 1.32.0 keeps its default; docs/reference/api-comparison.md says why for each.
 */
export const oasdiffOptions: readonly string[] = [
  '--format=json',
  '--lang=en',
  // A specification may name files and hosts in its references: none of them is read.
  '--allow-external-refs=false',
  // A parameter of a path is one of each of its operations. Otherwise oasdiff looks at those of operations alone, and
  // takes one that moved for one that is gone and one that is new.
  '--flatten-params',
  // OpenAPI 3.0 and 3.1 write the same in different ways.
  '--auto-upgrade',
  // Callers reach drafts, too, once a gateway has them. By default oasdiff says nothing of `draft` and `alpha`.
  '--stability-level=draft',
];

/** Schemas in an `allOf` are one schema to callers. Left out where schemas contradict each other and cannot become one. */
export const mergeAllOf = '--flatten-allof';
