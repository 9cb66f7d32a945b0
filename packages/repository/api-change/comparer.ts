import type { ApiChange, Uncompared } from '@konduct/core/run/api-change';
import type { StrictDocument } from '@konduct/openapi/strict/strict-document';

/** Compares two versions of an API's specification and describes the changes in words. */
export interface ApiComparer {
  /** Never rejects: the result says which parts could not be compared. */
  compare(before: StrictDocument, after: StrictDocument): Promise<ApiComparison>;
}

export interface ApiComparison {
  /** In a fixed order: the worst first, then by operation. */
  readonly changes: readonly ApiChange[];
  /** Absent when everything was compared. */
  readonly uncompared?: Uncompared;
}
