import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Action } from '../plan/change.ts';

/** The outcome of one change. */
export type Outcome = 'applied' | 'failed' | 'skipped' | 'waiting' | 'blocked';

export interface Result {
  readonly address: string;
  readonly kind: string;
  readonly action: Action;
  readonly outcome: Outcome;
  /**
   * The reason of a failure, the object that a change waits for, or the failed address because of which it was skipped.
   */
  readonly reason?: string;
  /** For `failed`. */
  readonly diagnostic?: Diagnostic;
}

/** Events of a running apply, for progress on a terminal or in a log. */
export type Progress =
  | { readonly event: 'observed'; readonly organization: string; readonly objects: number }
  | { readonly event: 'planned'; readonly organization: string; readonly changes: number }
  | {
      readonly event: 'started';
      readonly organization: string;
      readonly address: string;
      readonly kind: string;
      readonly action: Action;
    }
  | {
      readonly event: 'finished';
      readonly organization: string;
      readonly result: Result;
      /** The name of the object for people, as the plan shows it. */
      readonly name: string;
      readonly done: number;
      readonly total: number;
    }
  /** Another run changes the organization, and this one waits for it. */
  | { readonly event: 'locked'; readonly organization: string; readonly holder: string }
  /** No other run changes the organization now, and it is planned again before the first write. */
  | { readonly event: 'leased'; readonly organization: string }
  | { readonly event: 'verifying'; readonly organization: string };

/** Whether a change failed because Konnect accepts the token no more, so that no other request can succeed either. */
export function isTokenRefused({ outcome, diagnostic }: Result): boolean {
  return outcome === 'failed' && diagnostic?.code === 'konnect-unauthorized';
}
