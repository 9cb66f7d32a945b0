import type { ApiChange } from '@konduct/core/run/api-change';

/** Says in words what changed between two versions of an API's specification. */
export interface ApiComparer {
  /** Rejects never: what cannot be compared is a diagnostic. */
  compare(before: Uint8Array, after: Uint8Array): Promise<ApiComparison>;
}

export type ApiComparison =
  | { readonly changes: readonly ApiChange[] }
  /** `reason` is a clause: why the versions could not be compared. */
  | { readonly changes: undefined; readonly reason: string };
