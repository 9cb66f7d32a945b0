import { isProtectedByUs } from '../observe/labels.ts';
import type { Decision, Orphan } from '../plan/decision.ts';
import { isDigested } from '../plan/digest.ts';
import type { Draft } from '../plan/draft.ts';
import { summarize } from '../plan/plan.ts';
import { addressLabel, digestLabel, ownerLabel } from '../provider/ownership.ts';
import { policedDraft } from './policed-draft.ts';
import type { PlanInput, Planned } from './policed-plan.ts';
import { unreadRegions } from './unread-region.ts';

const ours = new Set([ownerLabel, addressLabel, digestLabel]);

/**
 * Plans to remove our labels from all objects of ours, and nothing else. Afterwards the objects have no owner.
 *
 * @param input has an empty graph, and a reach
 */
export function makeReleasePlan(input: PlanInput): Planned {
  const draft = policedDraft(input);
  const decisions = draft.orphans.filter(({ kind }) => kind.ownership === 'labels').map(released);
  return planned(input, draft, decisions);
}

/**
 * Plans to write our labels on unowned objects that belong to the manifests, and nothing else. The next plan shows
 * other differences.
 */
export function makeAdoptPlan(input: PlanInput): Planned {
  const draft = policedDraft(input);
  const decisions = draft.decisions.filter(({ change }) => change.action === 'adopt').map(adopted);
  return planned(input, draft, decisions);
}

function released({ kind, observed, change }: Orphan): Decision {
  const labels = Object.fromEntries(Object.entries(observed.labels).filter(([name]) => !ours.has(name)));
  const { effect: _effect, takesAlong: _takesAlong, cannotBeUndone: _cannotBeUndone, ...subject } = change;
  const fields = [{ path: `labels.${ownerLabel}`, before: observed.labels[ownerLabel] }];
  const isUnprotected = isProtectedByUs(observed.labels);
  const reason = isUnprotected ? 'released, and protected from deletion no longer' : 'released';
  return { kind, observed, changed: [], labels, change: { ...subject, action: 'update', reason, fields } };
}

/** A decision to write only labels; without a digest if a digested field differs. */
function adopted(decision: Decision): Decision {
  const { change, kind, changed } = decision;
  const { effect: _effect, ...subject } = change;
  const fields = change.fields.filter(({ path }) => path.startsWith('labels.'));
  const isVouchedFor = !changed.some((name) => isDigested(kind, name));
  const only = { labelsOnly: isVouchedFor ? 'with digest' : 'without digest' } as const;
  return { ...decision, changed: [], ...only, change: { ...subject, fields } };
}

function planned({ graph, owner, observation }: PlanInput, draft: Draft, decisions: readonly Decision[]): Planned {
  const changes = decisions.map(({ change }) => change);
  const { diagnostics, demands, world, extent } = draft;
  const plan = {
    organization: graph.organization,
    owner,
    changes,
    summary: summarize(changes, 0),
    orphans: [],
    extent,
    diagnostics: [...diagnostics, ...unreadRegions(observation)],
  };
  return { plan, decisions, orphans: [], demands, world };
}
