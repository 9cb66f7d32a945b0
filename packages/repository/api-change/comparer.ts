import type { ApiChange, Uncompared } from '@konduct/core/run/api-change';
import type { StrictDocument } from '@konduct/openapi/strict/strict-document';

/** Says in words what changed between two versions of an API's specification. */
export interface ApiComparer {
  /** Rejects never: what cannot be compared is in the answer. */
  compare(before: StrictDocument, after: StrictDocument): Promise<ApiComparison>;
}

export interface ApiComparison {
  /** In an order of their own that is always the same: the worst first, then by operation. */
  readonly changes: readonly ApiChange[];
  /** Absent where everything was compared. */
  readonly uncompared?: Uncompared;
}
