import type { Summary } from '@konduct/core/plan/plan';
import { emptySummary } from '@konduct/core/plan/plan';
import { diagnosticDocument } from '@konduct/core/report/json/diagnostic';
import { summaryDocument } from '@konduct/core/report/json/document';
import type { EntityChange, EntityField, GatewaySummary } from '@konduct/deck/gateway/change';
import type { ControlPlaneReport, DeckReport } from './report.ts';

/** Must be raised with each change that breaks readers of the document. */
const formatVersion = 1;

/** A run with decK as one JSON document, by schemas/deck-report.schema.json, with its keys in a fixed order. */
export function renderDeckJson(report: DeckReport): string {
  const { rendering } = report;
  const document = {
    formatVersion,
    mode: report.mode,
    summary: summaryDocument(deckSummary(report)),
    failureReason: report.failureReason,
    exitCode: report.exitCode,
    diagnostics: report.diagnostics.map(diagnosticDocument),
    notes: report.notes,
    controlPlanes: report.controlPlanes.map(planeDocument),
    written: report.written,
    rendering: rendering && { rendered: rendering.rendered, kept: rendering.kept, merged: rendering.merged },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** The counts of entities in the words of every action's summary: a takeover is an adoption. */
export function deckSummary({ summary, waiting }: Pick<DeckReport, 'summary' | 'waiting'>): Summary {
  const { creates, takeovers, updates, deletes } = summary;
  return { ...emptySummary, create: creates, adopt: takeovers, update: updates, delete: deletes, waiting };
}

function planeDocument(plane: ControlPlaneReport) {
  const { diff, done } = plane;
  return {
    organization: plane.organization,
    environment: plane.environment,
    team: plane.team,
    region: plane.region,
    name: plane.name,
    file: plane.file,
    files: plane.files?.map(({ team, file }) => ({ team, file })),
    outcome: plane.outcome,
    note: plane.note,
    planned: diff && countsDocument(diff.summary),
    done: done && countsDocument(done),
    changes: diff?.changes.map(changeDocument),
    warnings: diff?.warnings,
    diagnostics: plane.diagnostics.map(diagnosticDocument),
  };
}

function countsDocument({ creates, takeovers, updates, deletes }: GatewaySummary) {
  return { create: creates, adopt: takeovers, update: updates, delete: deletes };
}

function changeDocument({ action, kind, name, id, deletedWith, fields }: EntityChange) {
  return { action, kind, name, id, deletedWith, fields: fields.map(fieldDocument) };
}

/** Values that may be secret are masked in the report already. */
function fieldDocument({ path, before, after }: EntityField) {
  return { path, before, after };
}
