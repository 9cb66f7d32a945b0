import type { Result } from '../../apply/result.ts';
import type { DriftReport } from '../../drift/drift-report.ts';
import type { Change, FieldChange } from '../../plan/change.ts';
import { type Meaning, meaningsOf } from '../../plan/meaning.ts';
import type { Plan, Summary } from '../../plan/plan.ts';
import type { Extent } from '../../plan/reach.ts';
import type { CallCounts, Calls } from '../../run/calls.ts';
import type { GraphNode, OrganizationReport, RunReport } from '../../run/reconciliation.ts';
import { differenceClause, remedyFor } from '../drift.ts';
import { diagnosticDocument, rangeDocument } from './diagnostic.ts';

/** Must be raised with each change that breaks readers of the document. */
const formatVersion = 2;

/**
 * A run as one JSON document, by schemas/report.schema.json. The order of keys is fixed, so that equal runs give equal
 * bytes.
 */
export function renderJson(report: RunReport): string {
  return `${JSON.stringify(reportDocument(report), null, 2)}\n`;
}

/** The document behind {@link renderJson}. Keys without a value are left out when it is printed. */
export function reportDocument(report: RunReport) {
  return {
    formatVersion,
    mode: report.mode,
    summary: summaryDocument(report.summary),
    failureReason: report.failureReason,
    exitCode: report.exitCode,
    diagnostics: report.diagnostics.map(diagnosticDocument),
    organizations: report.organizations.map(organizationDocument),
    graph: report.graph.map(nodeDocument),
    planFile: report.planFile && { path: report.planFile.path, digest: report.planFile.digest },
    snapshotFile: report.snapshotFile && { path: report.snapshotFile.path },
  };
}

/** The summary alone, for outputs. */
export function summaryDocument(summary: Summary): Summary {
  const { create, update, replace, delete: deleted, adopt, none, waiting, blocked, orphaned } = summary;
  return { create, update, replace, delete: deleted, adopt, none, waiting, blocked, orphaned };
}

function organizationDocument(report: OrganizationReport) {
  const { verification } = report;
  return {
    organization: report.organization,
    note: report.note,
    // Without the age, so that equal runs give equal bytes.
    snapshot: report.snapshot && { taken: report.snapshot.taken, commit: report.snapshot.commit },
    failureReason: report.failureReason,
    diagnostics: report.diagnostics.map(diagnosticDocument),
    plan: report.plan && planDocument(report.plan),
    results: report.results?.map(resultDocument),
    verification: verification && {
      ok: verification.ok,
      summary: summaryDocument(verification.summary),
      extent: extentDocument(verification.extent),
      diagnostics: verification.diagnostics.map(diagnosticDocument),
    },
    calls: report.calls && callsDocument(report.calls),
    drift: report.drift && driftDocument(report.drift, report.organization),
  };
}

/** Without the time, so that equal runs give equal bytes. */
function callsDocument({ planned, expected, sent }: Calls) {
  const counts = ({ reads, writes }: CallCounts) => ({ reads, writes });
  return {
    planned: counts(planned),
    expected: counts(expected),
    sent: sent && { ...counts(sent), vain: sent.vain, lease: sent.lease },
  };
}

function driftDocument(drift: DriftReport, organization: string) {
  return {
    since: drift.since.map(({ id, subject }) => ({ id, subject })),
    untold: drift.untold,
    deep: drift.deep,
    extraReads: drift.extraReads,
    heal: drift.heal,
    differences: drift.differences.map((difference) => ({
      address: difference.address,
      kind: difference.kind,
      name: difference.name,
      id: difference.id,
      region: difference.region,
      environment: difference.environment,
      type: difference.type,
      origin: difference.origin,
      reason: differenceClause(difference),
      updatedAt: difference.updatedAt,
      fields: difference.fields.map(fieldDocument),
      command: remedyFor(drift, organization, difference.environment, [difference]).command,
      healed: difference.origin === 'drift' && drift.healed.includes(difference.address),
      place: difference.place && rangeDocument(difference.place),
    })),
  };
}

function planDocument(plan: Plan) {
  return {
    organization: plan.organization,
    owner: plan.owner,
    summary: summaryDocument(plan.summary),
    meanings: meaningsOf(plan.changes).map(meaningDocument),
    changes: plan.changes.map(changeDocument),
    orphans: plan.orphans.map(changeDocument),
    extent: extentDocument(plan.extent),
    diagnostics: plan.diagnostics.map(diagnosticDocument),
  };
}

function extentDocument(extent: Extent) {
  return { type: extent.type, regions: extent.type === 'regions' ? extent.regions : undefined };
}

function meaningDocument(meaning: Meaning) {
  return {
    effect: meaning.effect,
    text: meaning.text,
    address: meaning.address,
    environment: meaning.environment,
    place: meaning.place && rangeDocument(meaning.place),
  };
}

function changeDocument(change: Change) {
  return {
    address: change.address,
    kind: change.kind,
    name: change.name,
    id: change.id,
    region: change.region,
    environment: change.environment,
    action: change.action,
    reason: change.reason,
    block: change.block && { by: change.block.by, action: change.block.action, code: change.block.code },
    effect: change.effect,
    meaning: change.meaning,
    passesThrough: change.passesThrough,
    takesAlong: change.takesAlong,
    cannotBeUndone: change.cannotBeUndone,
    partOf: change.partOf,
    commit: change.commit && { id: change.commit.id, subject: change.commit.subject },
    fields: change.fields.map(fieldDocument),
    dependsOn: change.dependsOn,
    place: change.place && rangeDocument(change.place),
  };
}

function fieldDocument(field: FieldChange) {
  return {
    path: field.path,
    before: field.before,
    after: field.after,
    knownAfterApply: field.knownAfterApply,
    secret: field.secret,
    effect: field.effect,
    meaning: field.meaning,
    place: field.place && rangeDocument(field.place),
  };
}

function resultDocument(result: Result) {
  return {
    address: result.address,
    kind: result.kind,
    action: result.action,
    outcome: result.outcome,
    reason: result.reason,
    diagnostic: result.diagnostic && diagnosticDocument(result.diagnostic),
  };
}

function nodeDocument(node: GraphNode) {
  return {
    address: node.address,
    kind: node.kind,
    name: node.name,
    organization: node.organization,
    environment: node.environment,
    external: node.external,
    dependsOn: node.dependsOn,
  };
}
