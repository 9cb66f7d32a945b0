import type { ResourceGraph } from '../graph/node.ts';
import { addSummaries, type Plan, type Summary } from '../plan/plan.ts';
import type { Extent } from '../plan/reach.ts';
import type { AdoptMode } from '../policy/adoption.ts';
import type { ObservedPlan } from '../policy/policed-plan.ts';
import type { PruneMode } from '../policy/settings.ts';
import { type Digests, observedDigests } from './observed-digest.ts';
import { type PartDigests, partDigests, wholeDigest } from './part-digest.ts';
import { type PlannedChange, plannedChange, type Wording } from './planned-change.ts';
import { printJson } from './print-json.ts';
import { secretDigests } from './secret-digest.ts';

/** Must be raised with each change of the format. A file of another format is refused. */
export const planFileFormat = 1;

/** The address of the JSON Schema, as in schemas/plan-file.schema.json. */
export const planFileSchemaId = 'https://raw.githubusercontent.com/konduct/konduct/main/schemas/plan-file.schema.json';

/** The options that decide about a plan, by the names of inputs. An apply of the file has these and no others. */
export interface PlanFileOptions {
  /** Relative to the workspace, as all paths in the file. */
  readonly config: string;
  readonly manifest: readonly string[];
  readonly organizations: readonly string[];
  readonly environments: readonly string[];
  readonly level: 'all' | 'organization' | 'environment';
  readonly adopt: AdoptMode;
  readonly prune: PruneMode;
  readonly replace: boolean;
  readonly 'force-delete': readonly string[];
  /** As people write it: `10` or `25%`; absent for the usual limit. */
  readonly 'max-deletes'?: string;
  readonly 'allow-deletes': boolean;
  /** Absent where no secret is sent again in any case. */
  readonly 'rotate-secrets'?: readonly string[];
}

/** The number of resources by action, without those that are 0. */
export type Counts = Partial<Summary>;

/** The part of a plan file about one organization. */
export interface PlannedOrganizationPart {
  readonly name: string;
  /** The id in Konnect. */
  readonly id: string;
  /** The value of the owner label. */
  readonly owner: string;
  /** The part of Konnect that was looked at. */
  readonly extent: Extent;
  readonly summary: Counts;
  /** In graph order, deletions last, without resources that need nothing. */
  readonly changes: readonly PlannedChange[];
  /** The objects of ours that no manifest declares and that stay. */
  readonly left: readonly PlannedChange[];
  readonly secrets: Digests;
  readonly observed: Digests;
}

/** The content of a plan file without its digests. */
export interface PlanFileContent {
  readonly $schema: string;
  readonly format: number;
  /** The version of Konduct that made it. */
  readonly konduct: string;
  /** The mode that carries it out. */
  readonly mode: 'apply';
  readonly options: PlanFileOptions;
  readonly summary: Counts;
  readonly organizations: readonly PlannedOrganizationPart[];
  readonly inputs: Digests;
}

/**
 * A plan as a file: a pure function of Konduct's version, the options that decide, the files and Konnect's present
 * state. It has no time and no path of a machine, so that the same four give the same bytes.
 */
export interface PlanFile extends PlanFileContent {
  /** A digest of each part, which says the part that was edited. */
  readonly parts: PartDigests;
  /** The SHA-256 of everything else in the file. */
  readonly digest: string;
}

/** An organization with its plan, before any of it is carried out. */
export interface OrganizationPlan {
  /** The id in Konnect. */
  readonly id: string;
  readonly graph: ResourceGraph;
  readonly planned: ObservedPlan;
}

export interface PlanFileInput extends Wording {
  readonly konduct: string;
  readonly options: PlanFileOptions;
  readonly inputs: Digests;
  readonly organizations: readonly OrganizationPlan[];
}

/** Makes the plan file of plans that were not carried out yet. */
export function planFileOf({ konduct, options, inputs, organizations, ...wording }: PlanFileInput): PlanFile {
  const parts = organizations.map((organization) => organizationPart(organization, wording));
  return withDigests({
    $schema: planFileSchemaId,
    format: planFileFormat,
    konduct,
    mode: 'apply',
    options,
    summary: countsOf(addSummaries(organizations.map(({ planned }) => planned.plan.summary))),
    organizations: parts,
    inputs,
  });
}

/** Adds the digests to the content of a plan file. */
export function withDigests(content: PlanFileContent): PlanFile {
  const parts = partDigests(content);
  return { ...content, parts, digest: wholeDigest(content, parts) };
}

/** The bytes of a plan file, as text. */
export function renderPlanFile(file: PlanFile): string {
  return `${printJson(file)}\n`;
}

function organizationPart({ id, graph, planned }: OrganizationPlan, wording: Wording): PlannedOrganizationPart {
  const { plan } = planned;
  return {
    name: plan.organization,
    id,
    owner: plan.owner,
    extent: plan.extent,
    summary: countsOf(plan.summary),
    changes: changesToSee(plan).map((change) => plannedChange(change, wording)),
    left: plan.orphans.map((change) => plannedChange(change, wording)),
    secrets: secretDigests(planned),
    observed: observedDigests({ graph, planned }, wording),
  };
}

function countsOf(summary: Summary): Counts {
  return Object.fromEntries(Object.entries(summary).filter(([, number]) => number > 0));
}

function changesToSee({ changes }: Plan): Plan['changes'] {
  return changes.filter(({ action }) => action !== 'none');
}
