import type { Action } from '@konduct/core/plan/change';
import type { ReportView } from '@konduct/core/report/view';
import type { CallCounts } from '@konduct/core/run/calls';
import type { RunReport } from '@konduct/core/run/reconciliation';
import { badOutcomes } from '@konduct/deck/gateway/outcome';
import type { DeckReport } from '../deck/report.ts';
import { deckView } from '../deck/view.ts';
import { runView } from '../reconcile/run-view.ts';

/** One organization's part of a round. */
export interface RoundPart {
  readonly organization: string;
  /** Why it did not end well. */
  readonly failureReason?: string;
}

/** The report of one round, for every operation that can be repeated. */
export interface RoundReport {
  readonly view: ReportView;
  readonly organizations: readonly RoundPart[];
  /** The changes that were made, by action. */
  readonly made: Readonly<Partial<Record<Action, number>>>;
  /** The changes that were found and not made: they wait, are blocked, or failed; of a look for drift, the differences. */
  readonly open: number;
  /** Whether something was written. */
  readonly changed: boolean;
  /** What a look for drift found, in words without time: it is told once, until it is other words. */
  readonly drift?: string;
  /** The calls of Konnect's API, where they are counted. */
  readonly calls?: CallCounts;
}

/** The report of a round that compares Konnect with the manifests. */
export function reconcileRound(report: RunReport): RoundReport {
  const made: Partial<Record<Action, number>> = {};
  const calls = { reads: 0, writes: 0 };
  let open = 0;
  for (const { plan, results = [], calls: counted } of report.organizations) {
    for (const { action, outcome } of results) if (outcome === 'applied') made[action] = (made[action] ?? 0) + 1;
    const done = new Set(results.flatMap(({ address, outcome }) => (outcome === 'applied' ? [address] : [])));
    open += plan?.changes.filter(({ action, address }) => action !== 'none' && !done.has(address)).length ?? 0;
    const { reads, writes } = counted?.sent ?? counted?.planned ?? { reads: 0, writes: 0 };
    calls.reads += reads;
    calls.writes += writes;
  }
  const view = runView(report);
  const { organizations } = report;
  if (report.mode !== 'drift') return { view, organizations, made, open, changed: view.changed, calls };
  const differences = organizations.flatMap(({ drift }) =>
    (drift?.differences ?? []).filter(({ address }) => !drift?.healed.includes(address)),
  );
  const changed = Object.keys(made).length > 0;
  const told = differences.length === 0 ? {} : { drift: view.text({ color: false }) };
  return { view, organizations, made, open: differences.length, changed, ...told, calls };
}

/** The report of a round that syncs control planes. decK's own calls are not counted. */
export function deckRound(report: DeckReport): RoundReport {
  const view = deckView(report);
  const byOrganization = Map.groupBy(report.controlPlanes, ({ organization }) => organization);
  const organizations = [...byOrganization].map(([organization, planes]): RoundPart => {
    const bad = planes.find(({ outcome }) => badOutcomes.has(outcome));
    return bad ? { organization, failureReason: bad.outcome } : { organization };
  });
  const { create, update, adopt, delete: deleted } = view.summary;
  const made = report.mode === 'sync' ? { create, update, adopt, delete: deleted } : {};
  const open = report.controlPlanes.filter(({ outcome }) => outcome !== 'unchanged' && outcome !== 'synced').length;
  return { view, organizations, made, open, changed: view.changed };
}
