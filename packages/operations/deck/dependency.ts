import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { rangeOf } from '@konduct/core/source/origin';
import { badOutcomes, type ControlPlaneOutcome } from '@konduct/deck/gateway/outcome';
import { controlPlaneOf } from './control-plane.ts';
import type { DeckPlane } from './planes.ts';
import type { DeckOrganization } from './platform.ts';
import type { ControlPlaneReport } from './report.ts';
import type { DirectoryTree } from './tree.ts';

type Reports = readonly ControlPlaneReport[];

/** The environment that other environments wait for, and its result. */
interface Blocker {
  readonly environment: string;
  readonly outcome: ControlPlaneOutcome;
}

/** The result of an environment: its control planes, and the reason why dependent environments are blocked. */
interface EnvironmentWork {
  readonly reports: Reports;
  readonly blocker?: Blocker | undefined;
}

/**
 * Works on an organization's control planes in the order of dependencies between environments. While an environment's
 * control plane has an error, those of dependent environments are left alone: they are `blocked`, with its address. An
 * environment outside of the selection blocks nothing.
 *
 * @param work undefined for a control plane whose teams have nothing on a gateway
 * @returns the reports in the order of the control planes
 */
export async function inDependencyOrder(
  { name, planes, dependsOn }: Pick<DeckOrganization, 'name' | 'planes' | 'dependsOn'>,
  tree: DirectoryTree,
  work: (plane: DeckPlane) => Promise<ControlPlaneReport | undefined>,
): Promise<Reports> {
  const environments = Map.groupBy(planes, ({ environment }) => environment);
  const begun = new Map<string, Promise<EnvironmentWork>>();
  const workOn = async (environment: string, members: readonly DeckPlane[]): Promise<EnvironmentWork> => {
    const needed = dependsOn.get(environment) ?? [];
    const before = await Promise.all(needed.map(of));
    const index = before.findIndex((other) => other.blocker);
    const blocker = before[index]?.blocker;
    if (blocker) {
      const diagnostic = blocked(name, environment, blocker, rangeOf(needed, String(index)));
      return { reports: members.map((plane) => blockedReport(plane, blocker, diagnostic, tree)), blocker };
    }
    const reports = (await Promise.all(members.map(work))).filter((report) => report !== undefined);
    const outcome = reports.find((report) => badOutcomes.has(report.outcome))?.outcome;
    return { reports, blocker: outcome && { environment, outcome } };
  };
  const of = (environment: string): Promise<EnvironmentWork> => {
    const known = begun.get(environment) ?? workOn(environment, environments.get(environment) ?? []);
    begun.set(environment, known);
    return known;
  };
  const found = await Promise.all([...environments.keys()].map(of));
  return found.flatMap(({ reports }) => reports);
}

function blockedReport(
  plane: DeckPlane,
  { environment, outcome }: Blocker,
  diagnostic: Diagnostic,
  tree: DirectoryTree,
): ControlPlaneReport {
  const note = `blocked by ${plane.organization}/${environment}, which ${words[outcome]}`;
  return { ...controlPlaneOf(plane, tree), outcome: 'blocked', note, diagnostics: [diagnostic] };
}

/** A report with a warning: the error itself is in the report of the blocking environment. */
function blocked(
  organization: string,
  environment: string,
  { environment: other, outcome }: Blocker,
  at: Diagnostic['at'],
): Diagnostic {
  const message = `The gateways of ${organization}/${environment} were left alone, because ${organization}/${other} ${words[outcome]}`;
  return finding('environment-blocked', message, at, {
    severity: 'warning',
    cause: `\`depends-on\` says that ${other} must be in order before ${environment} is touched.`,
    fix: `Mend ${other}, and run it again.`,
  });
}

const words: Readonly<Record<ControlPlaneOutcome, string>> = {
  unchanged: 'is unchanged',
  changes: 'has changes',
  synced: 'is synced',
  partly: 'is synced in part',
  failed: 'failed',
  refused: 'is refused',
  stale: 'is stale',
  waiting: 'is waiting',
  blocked: 'is blocked',
};
