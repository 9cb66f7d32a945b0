import type { Change } from '@konduct/core/plan/change';
import type { RunReport } from '@konduct/core/run/reconciliation';
import { showRange } from '@konduct/core/source/range';
import type { Simulator } from '@konduct/simulator/simulator';
import { putGatewayServices } from './gateway.ts';
import type { PlatformDirectory } from './platform-directory.ts';
import { apply, type RunSettings } from './run.ts';
import { SavedState } from './saved-state.ts';
import { writesOf } from './write-fault.ts';

/** The platform, the simulator and the settings of a run, except for its deletions. */
export interface Stage {
  readonly platform: PlatformDirectory;
  readonly konnect: Simulator;
  readonly token: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Applies a platform, puts gateway services for APIs, and applies it again, so that every link exists.
 *
 * @param gateways the control plane of each API with a gateway
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

/** A deletion in short: `Team flights at konnect/teams.yaml:4:3`. */
export function shownDeletion({ kind, name, place }: Change): string {
  return `${kind} ${name} at ${place ? showRange(place) : 'nowhere'}`;
}

/** The deletions of a plan in its order, whatever their results. */
export function deletionsOf(report: RunReport): string[] {
  return planOf(report)
    .changes.filter(({ action, block }) => action === 'delete' || block?.action === 'delete')
    .map(shownDeletion);
}

/** The orphans that stay. */
export function orphansOf(report: RunReport): string[] {
  return planOf(report).orphans.map(shownDeletion);
}

/** The tables of the DELETE requests in a log, in their order, by the last table in their paths: `assigned-roles`. */
export function deletedTables(konnect: Simulator): string[] {
  return writesOf(konnect)
    .filter(({ method }) => method === 'DELETE')
    .map(({ path }) => tableOf(path));
}

function tableOf(path: string): string {
  const parts = path.split('/').filter((part) => !/^[0-9a-f-]{36}$/.test(part));
  return parts.at(-1) ?? '';
}

/** The contents of an organization without users and invitations, which are never deleted. */
export function contentWithoutPeople(konnect: Simulator, token: string) {
  const content = new SavedState(konnect.state(), token).content();
  return Object.fromEntries(Object.entries(content).filter(([table]) => !/^global (users|invites)$/.test(table)));
}
