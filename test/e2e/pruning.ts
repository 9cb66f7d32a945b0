import type { Change } from '@konduct/core/plan/change';
import type { RunReport } from '@konduct/core/run/reconciliation';
import { showRange } from '@konduct/core/source/range';
import type { Simulator } from '@konduct/simulator/simulator';
import { putGatewayServices } from './gateway.ts';
import type { PlatformDirectory } from './platform-directory.ts';
import { apply, type RunSettings } from './run.ts';
import { SavedState } from './saved-state.ts';

/** Everything a run is about, and nothing that the run itself is asked to delete. */
export interface Stage {
  readonly platform: PlatformDirectory;
  readonly konnect: Simulator;
  readonly token: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Applies a platform, lets decK bring gateway services for APIs, and applies it again, so that every link exists.
 *
 * @param gateways the control plane of each API that a gateway serves
 */
export async function applyWithGateways(
  { platform, konnect, token, environment }: Stage,
  gateways: Readonly<Record<string, string>>,
  settings: RunSettings = {},
): Promise<RunReport> {
  await apply(platform, konnect, { environment, ...settings });
  await putGatewayServices(konnect, token, gateways);
  return apply(platform, konnect, { environment, ...settings });
}

/** The plan of the first organization of a report. */
export function planOf(report: RunReport) {
  const plan = report.organizations[0]?.plan;
  if (!plan) throw new Error(JSON.stringify(report.diagnostics ?? report.organizations[0]?.diagnostics));
  return plan;
}

/** A deletion as people are told of it: `Team flights at konnect/teams.yaml:4:3`. */
export function shownDeletion({ kind, name, place }: Change): string {
  return `${kind} ${name} at ${place ? showRange(place) : 'nowhere'}`;
}

/** The deletions of a plan, whatever became of them, in its order. */
export function deletionsOf(report: RunReport): string[] {
  return planOf(report)
    .changes.filter(({ action, block }) => action === 'delete' || block?.action === 'delete')
    .map(shownDeletion);
}

/** What nothing declares any more and stays. */
export function orphansOf(report: RunReport): string[] {
  return planOf(report).orphans.map(shownDeletion);
}

/** What the DELETE calls of a log took, in their order, by the last table of their paths: `assigned-roles`. */
export function deletedTables(konnect: Simulator): string[] {
  return konnect
    .log()
    .filter(({ method }) => method === 'DELETE')
    .map(({ path }) => tableOf(path));
}

function tableOf(path: string): string {
  const parts = path.split('/').filter((part) => !/^[0-9a-f-]{36}$/.test(part));
  return parts.at(-1) ?? '';
}

/** What an organization has, without the people and invitations: those are never taken away. */
export function contentWithoutPeople(konnect: Simulator, token: string) {
  const content = new SavedState(konnect.state(), token).content();
  return Object.fromEntries(Object.entries(content).filter(([table]) => !/^global (users|invites)$/.test(table)));
}
