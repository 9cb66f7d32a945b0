import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { ServiceStaging } from '@konduct/core/run/staging';

/** What became of a document, the worst first. */
export const outcomes = ['defect', 'invalid', 'refused', 'held', 'accepted'] as const;

export type Outcome = (typeof outcomes)[number];

/** What was said of its next version, which lacks an operation. */
export const comparisons = ['missed', 'not-compared', 'not-tried', 'told'] as const;

export type Comparison = (typeof comparisons)[number];

/** What the steps of a run said of one document. */
export interface Findings {
  readonly staged: ServiceStaging | undefined;
  /** Of decK, while staging and while rendering again. */
  readonly rendering: readonly Diagnostic[];
  readonly validation: readonly Diagnostic[];
  /** Its next version, where it has one. */
  readonly later: { readonly removed: string; readonly staged: ServiceStaging | undefined } | undefined;
}

export interface Judgement {
  readonly outcome: Outcome;
  readonly comparison: Comparison;
  /** The codes that say why; for an accepted document none. */
  readonly codes: readonly string[];
  readonly warnings: readonly string[];
  /** The first message behind the outcome. */
  readonly message: string;
}

/**
 * Judges a document. `refused`: staging said no, with a reason. `held`: it is staged, and decK makes no gateway
 * configuration of it. `invalid`: it is staged, and a validation refuses what staging took. `defect`: Konduct itself failed
 * on it.
 */
export function judge({ staged, rendering, validation, later }: Findings): Judgement {
  const all = [...(staged?.diagnostics ?? []), ...rendering, ...validation];
  const warnings = [...new Set(all.filter(({ severity }) => severity === 'warning').map(({ code }) => code))].sort();
  const said = (outcome: Outcome, diagnostics: readonly Diagnostic[]): Judgement => ({
    outcome,
    comparison: outcome === 'refused' || outcome === 'defect' ? 'not-tried' : comparisonOf(later),
    codes: [...new Set(diagnostics.map(({ code }) => code))].sort(),
    warnings,
    message: diagnostics[0]?.message ?? '',
  });
  const defects = all.filter(({ code }) => code === 'defect');
  if (defects.length > 0 || !staged) return said('defect', defects);
  const refusals = errorsIn(staged.diagnostics);
  if (staged.outcome === 'failed' || refusals.length > 0) return said('refused', refusals);
  const invalid = errorsIn(validation);
  if (invalid.length > 0) return said('invalid', invalid);
  const held = errorsIn(rendering);
  return held.length > 0 ? said('held', held) : said('accepted', []);
}

function comparisonOf(later: Findings['later']): Comparison {
  if (!later) return 'not-tried';
  const { staged, removed } = later;
  if (staged?.outcome !== 'changed') return 'not-compared';
  const isTold = staged.changes?.some(({ level, operation }) => level === 'breaking' && operation === removed);
  if (isTold) return 'told';
  return staged.uncompared ? 'not-compared' : 'missed';
}

function errorsIn(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'error');
}
