import type { Difference } from '@konduct/core/drift/difference';
import { type DriftReport, differencesLeft } from '@konduct/core/drift/drift-report';
import { partBlocks } from '@konduct/core/report/markdown/drift';
import { codeSpan } from '@konduct/core/report/markdown/escape';
import { commentLimit, fit } from '@konduct/core/report/markdown/fit';
import type { RunReport } from '@konduct/core/run/reconciliation';
import { count } from '@konduct/core/value/count';
import { sha256 } from '@konduct/core/value/digest';
import { visible } from '@konduct/core/value/visible';
import {
  type CommentDirectory,
  commentMarker,
  directoryParts,
  directoryWords,
  markedNames,
} from '../comment/marker.ts';
import { signed } from '../comment/sticky.ts';
import type { GitHub } from '../github.ts';
import { linksTo } from '../publish.ts';

/** What an issue about one environment, or about an organization as a whole, has to say. */
export interface DriftIssue {
  /** Its subject, for the log. */
  readonly about: string;
  /** Its first line, by which it is found again. */
  readonly marker: string;
  readonly title: string;
  readonly body: string;
  /** The number of differences; 0 where it should be closed. */
  readonly differences: number;
  /** A digest of the differences; the same while nobody changes anything. */
  readonly digest: string;
  /** The comment for those who follow the issue, when it changes. */
  readonly comment: string;
}

/** The part of a platform that a run looked at. */
export interface DriftScope extends CommentDirectory {
  readonly environments: readonly string[];
  readonly level: 'all' | 'organization' | 'environment';
}

const mode = 'drift';

/** The digest of an issue without differences. */
export const nothing = 'none';

/** An issue for each part that a run looked at, also for those in which nothing differs. */
export function driftIssues(report: RunReport, github: GitHub, scope: DriftScope): DriftIssue[] {
  return report.organizations.flatMap(({ organization, drift }) =>
    drift
      ? partsOf(report, organization, scope).map((environment) =>
          issueFor(drift, { organization, environment }, github, scope),
        )
      : [],
  );
}

/** The parts of an organization: undefined is the organization as a whole. */
function partsOf({ graph }: RunReport, organization: string, { level, environments }: DriftScope) {
  const declared = new Set(
    graph.flatMap((node) => (node.organization === organization ? (node.environment ?? []) : [])),
  );
  const chosen =
    environments.length === 0 ? [...declared] : [...declared].filter((name) => environments.includes(name));
  return [...(level === 'environment' ? [] : [undefined]), ...(level === 'organization' ? [] : chosen)];
}

interface Part {
  readonly organization: string;
  readonly environment: string | undefined;
}

function issueFor(drift: DriftReport, part: Part, github: GitHub, scope: DriftScope): DriftIssue {
  const members = differencesLeft(drift).filter(
    ({ origin, environment }) => origin !== 'pending' && environment === part.environment,
  );
  const marker = markerFor(part, scope);
  const digest = digestOf(members);
  const name = [part.organization, ...(part.environment === undefined ? [] : [part.environment])].join(' / ');
  const where = directoryWords(scope);
  const links = linksTo(github);
  const head = [
    `${marker}\n${digestLine(digest)}`,
    members.length === 0
      ? `Konnect is as git has it${escapedWhere(where)}.`
      : `${count(members.length, 'difference')} between Konnect and git that git did not make${escapedWhere(where)}.`,
  ];
  const foot =
    '_Konduct keeps this issue: it is updated when the drift changes, and closed when there is none. Closed by you, it stays closed until the drift changes._';
  const text = fit(
    (detail) => [...head, ...(members.length === 0 ? [] : partBlocks(drift, part, members, detail, links)), foot],
    { ...commentLimit, size: commentLimit.size - 200 },
  );
  const told =
    members.length === 0
      ? 'Nothing differs any more.'
      : `${count(members.length, 'difference')} now; the text above has them.`;
  return {
    about: `${name}${where}`,
    marker,
    title: `Drift in Konnect: ${visible(name)}${visible(where)}`.slice(0, 250),
    body: signed(text, mode, github, where),
    differences: members.length,
    digest,
    comment: signed(told, mode, github, where),
  };
}

function escapedWhere(where: string): string {
  return where === '' ? '' : ` (${codeSpan(where.trim())})`;
}

/** The first line of the issue of a part. */
function markerFor({ organization, environment }: Part, scope: DriftScope): string {
  // A name cannot be confused with a part of the marker: names of environments follow the word `in`.
  const names = environment === undefined ? [organization] : [organization, 'in', environment];
  return commentMarker(mode, ...names, ...directoryParts(scope));
}

/**
 * The organization and environment of an issue of ours that this run is about although it has no result for it: the
 * environment is in no manifest any more.
 */
export function isGone(body: string, report: RunReport, scope: DriftScope): boolean {
  if (scope.level !== 'all' || scope.environments.length > 0) return false;
  const [organization, word, environment] = markedNames(body, mode) ?? [];
  if (organization === undefined || word !== 'in' || environment === undefined) return false;
  const looked = report.organizations.some((one) => one.organization === organization && one.drift !== undefined);
  return looked && body.startsWith(markerFor({ organization, environment }, scope));
}

const digestPattern = /^<!-- konduct-drift: ([0-9a-z]+) -->$/m;

function digestLine(digest: string): string {
  return `<!-- konduct-drift: ${digest} -->`;
}

/** The digest in the text of an issue; undefined where somebody took it away. */
export function digestIn(body: string): string | undefined {
  return digestPattern.exec(body.replaceAll('\r\n', '\n'))?.[1];
}

/** The text of an issue with another digest. */
export function withDigest(body: string, digest: string): string {
  return body.replaceAll('\r\n', '\n').replace(digestPattern, digestLine(digest));
}

function digestOf(members: readonly Difference[]): string {
  if (members.length === 0) return nothing;
  // Times and places change without anybody changing what differs.
  const values = members.map(({ address, kind, id, type, fields }) => [
    address,
    kind,
    id ?? '',
    type,
    fields.map(({ path, before, after, secret }) => [path, secret ? '' : before, secret ? '' : after]),
  ]);
  return sha256(JSON.stringify(values)).slice(0, 32);
}
