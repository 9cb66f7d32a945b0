import type { ApiChange } from '../../run/api-change.ts';
import { stageSummary } from '../../run/stage-summary.ts';
import type { EnvironmentStaging, ServiceStaging, StageReport } from '../../run/staging.ts';
import { trafficMove } from '../comparison-words.ts';
import { diagnosticDocument } from './diagnostic.ts';
import { summaryDocument } from './document.ts';

/** Must be raised with each change that breaks readers of the document. */
const formatVersion = 1;

/** A staging run as one JSON document, by schemas/stage-report.schema.json, with its keys in a fixed order. */
export function renderStageJson(report: StageReport): string {
  const { repositories, contacts, processes } = report.git;
  const document = {
    formatVersion,
    mode: report.mode,
    summary: summaryDocument(stageSummary(report)),
    failureReason: report.failureReason,
    exitCode: report.exitCode,
    diagnostics: report.diagnostics.map(diagnosticDocument),
    environments: report.environments.map(environmentDocument),
    services: report.services.map(serviceDocument),
    git: { repositories, contacts, processes },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** The pull requests of a run as JSON, for the output `pull-requests`. */
export function renderPullRequests({ environments }: Pick<StageReport, 'environments'>): string {
  const requests = environments.flatMap(({ environment, branch, outcome, pullRequest }) =>
    pullRequest ? [{ environment, branch, outcome, number: pullRequest.number, url: pullRequest.url }] : [],
  );
  return JSON.stringify(requests);
}

function environmentDocument(staging: EnvironmentStaging) {
  const { pullRequest } = staging;
  return {
    environment: staging.environment,
    outcome: staging.outcome,
    branch: staging.branch,
    pullRequest: pullRequest && { number: pullRequest.number, url: pullRequest.url },
    gate: staging.gate,
    written: staging.written,
    removed: staging.removed,
    deckChanges: staging.deckChanges.map(({ path, lines, total }) => ({ path, lines, total })),
    diagnostics: staging.diagnostics.map(diagnosticDocument),
  };
}

function serviceDocument(service: ServiceStaging) {
  return {
    organization: service.organization,
    environment: service.environment,
    team: service.team,
    service: service.service,
    outcome: service.outcome,
    directory: service.directory,
    repository: service.repository,
    branch: service.branch,
    commit: service.commit,
    title: service.title,
    version: service.version,
    author: service.author,
    servers: service.servers,
    traffic: trafficMove(service),
    operations: service.operations,
    before: service.before,
    changes: service.changes?.map(changeDocument),
    silent: service.silent,
    uncompared: service.uncompared,
    otherFiles: service.otherFiles,
    diagnostics: service.diagnostics.map(diagnosticDocument),
  };
}

function changeDocument({ level, operation, text, rule, reason, line, lineOf, accepted }: ApiChange) {
  return { level, operation, text, rule, reason, line, lineOf, accepted };
}
