import { type Diagnostic, hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { rangeOf } from '@konduct/core/source/origin';
import { startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { collisions, partsOf } from '@konduct/deck/collision/collisions';
import type { Deck } from '@konduct/deck/deck';
import type { AbsentValues } from '@konduct/deck/gateway/absent-values';
import { type GatewayDiff, gatewayLine, isUnchanged } from '@konduct/deck/gateway/change';
import { type ControlPlane, ControlPlaneDeck } from '@konduct/deck/gateway/control-plane';
import { placedIn } from '@konduct/deck/gateway/places';
import type { Protection } from '@konduct/deck/gateway/protection';
import { readState } from '@konduct/deck/gateway/state';
import { carryOut, planSync } from '@konduct/deck/gateway/sync';
import type { ExtraFiles } from '@konduct/deck/render/extra';
import { limits, stateName } from '@konduct/deck/render/files';
import { asWarning } from '@konduct/deck/render/held';
import { checkStale } from '@konduct/deck/render/stale';
import { environmentSecrets } from '@konduct/deck/template';
import type { OrganizationAccess } from './access.ts';
import type { DeckRunContext, GatewayDeckOptions } from './options.ts';
import { protectionOf } from './protection.ts';
import type { ControlPlaneReport } from './report.ts';
import type { DeckTeam } from './teams.ts';
import type { DirectoryTree } from './tree.ts';

export interface ControlPlaneContext {
  readonly mode: 'diff' | 'sync';
  readonly tree: DirectoryTree;
  readonly deck: Deck;
  /** Shared by all teams, so that each file is read once. */
  readonly extras: ExtraFiles;
  readonly owner: string;
  readonly options: GatewayDeckOptions;
  readonly runContext: DeckRunContext;
}

/** A team's control plane before it was looked at. */
export function controlPlaneOf(
  team: DeckTeam,
  tree: DirectoryTree,
): Omit<ControlPlaneReport, 'outcome' | 'diagnostics'> {
  const { organization, environment, region, controlPlane: name } = team;
  return {
    organization,
    environment,
    team: team.team,
    region,
    name,
    file: tree.show(`${team.directory}/${stateName}`),
  };
}

/** The result of the work on a control plane. */
type Ending = Pick<ControlPlaneReport, 'outcome' | 'diagnostics' | 'note' | 'diff' | 'done'>;

/**
 * Compares one team's control plane with its decK file and, in mode sync, makes it equal. All checks come before the
 * first write to Konnect. Errors stay with this control plane.
 *
 * @returns undefined for a team without anything on a gateway
 */
export async function workOnControlPlane(
  team: DeckTeam,
  access: OrganizationAccess,
  context: ControlPlaneContext,
): Promise<ControlPlaneReport | undefined> {
  const plane = controlPlaneOf(team, context.tree);
  const work = { team, plane, access, context, tell: teller(plane, context.runContext) };
  const ending = await endingOf(work);
  if (!ending) return undefined;
  work.tell(ending.note ?? ending.outcome);
  return { ...plane, ...ending };
}

/** One team's control plane and the values for working on it. */
interface Work {
  readonly team: DeckTeam;
  readonly plane: ReturnType<typeof controlPlaneOf>;
  readonly access: OrganizationAccess;
  readonly context: ControlPlaneContext;
  readonly tell: (line: string) => void;
}

function teller({ organization, name }: Work['plane'], runContext: DeckRunContext): Work['tell'] {
  return (line) => runContext.onDeckProgress?.({ organization, controlPlane: name, line });
}

async function endingOf(work: Work): Promise<Ending | undefined> {
  const checked = await checkFiles(work);
  if (!checked || 'outcome' in checked) return checked;
  const absent = lookUp(work);
  if (absent) return { ...absent, diagnostics: [...checked.diagnostics, ...absent.diagnostics] };
  const target = targetOf(work, checked);
  const { signal } = work.context.runContext;
  const deck = new ControlPlaneDeck(work.context.deck, target, { tell: work.tell, isStopped: () => signal.aborted });
  const planned = await plan(work, target, deck);
  const ending = 'outcome' in planned ? planned : await carryOutPlan(work, target, deck, planned.diff);
  const before = 'outcome' in planned ? [] : planned.diagnostics;
  return { ...ending, diagnostics: [...checked.diagnostics, ...before, ...ending.diagnostics] };
}

interface CheckedFile {
  readonly file: SourceFile;
  readonly variables: Readonly<Record<string, string>>;
  readonly absent: AbsentValues | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks that the team's file is the reviewed one and can be given to decK, without a request to Konnect. */
async function checkFiles({ team, plane, context }: Work): Promise<CheckedFile | Ending | undefined> {
  const { tree, deck, extras, runContext } = context;
  const check = await checkStale([team], tree, deck, extras);
  const { fresh, held } = check;
  const stale = [...check.diagnostics, ...held.map(asWarning)];
  if (stale.some(({ code }) => code === 'deck-stale')) return { outcome: 'stale', diagnostics: stale };
  if (hasErrors(stale)) return { outcome: 'failed', diagnostics: stale };
  const path = `${team.directory}/${stateName}`;
  const found = tree.read(path, limits.deck);
  if (found.type === 'refused') return { outcome: 'failed', diagnostics: [found.diagnostic] };
  if (found.type === 'missing') {
    if (team.services.length === 0) return undefined;
    const why = held.length > 0 ? 'nothing can be made of what is staged' : 'none of its services is staged';
    const note = `waits for ${plane.file}, because ${why}`;
    return { outcome: 'waiting', diagnostics: stale, note };
  }
  const file = { ...found.file, text: fresh.get(path) ?? found.file.text };
  const { variables, absent, diagnostics: state } = readState(file, runContext.environment, context.mode);
  for (const value of Object.values(variables)) runContext.maskSecret(value);
  const diagnostics = [...stale, ...placedIn(found.file, file, state), ...collisions(partsOf(team, tree, extras))];
  return hasErrors(diagnostics) ? { outcome: 'failed', diagnostics } : { file, variables, absent, diagnostics };
}

/** The reason why the control plane cannot be worked on: it is missing, or it is not ours. */
function lookUp({ team, plane, access, context }: Work): Ending | undefined {
  const planes = access.planes(team.region);
  if (!('get' in planes)) return { outcome: 'failed', diagnostics: planes };
  const known = planes.get(plane.name);
  if (!known)
    return {
      outcome: 'waiting',
      diagnostics: [],
      note: `waits for the control plane ${plane.name}, which does not exist yet`,
    };
  const { owner } = known;
  if (owner === undefined || owner === context.owner) return undefined;
  return { outcome: 'refused', diagnostics: [foreign(team, plane.file, owner)] };
}

/** The protection of the control plane's entities, in the manifest and in Konnect. */
function protectionFor({ team, plane, access }: Work): Protection {
  const planes = access.planes(team.region);
  const labels = 'get' in planes ? (planes.get(plane.name)?.protectors ?? []) : [];
  return protectionOf(team.protection, labels, () => access.apis(team.region));
}

function targetOf({ team, plane, access, context }: Work, { file, variables, absent }: CheckedFile): ControlPlane {
  const secrets = environmentSecrets(context.runContext.environment);
  const address = access.url.base(team.region);
  const known = { ...variables, ...absent?.variables };
  return { name: plane.name, address, state: file, access: { token: access.token, variables: known, secrets }, absent };
}

interface Plan {
  readonly diff: GatewayDiff;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The plan to carry out, or the result if nothing is to be written: because of the mode, or because a rule forbids it.
 */
async function plan(work: Work, target: ControlPlane, deck: ControlPlaneDeck): Promise<Plan | Ending> {
  const { context, tell } = work;
  const { mode, options } = context;
  const { adopt, forceDelete, maxDeletes, allowDeletes } = options;
  const policy = { adopt, forceDelete, maxDeletes, allowDeletes, protection: protectionFor(work) };
  const planned = await planSync(target, deck, policy);
  const { diff, diagnostics, refused } = planned;
  if (diff) tell(gatewayLine(diff.summary));
  for (const { code, message } of diagnostics) if (code === 'deck-takeover') tell(message);
  if (!diff) return { outcome: 'failed', diagnostics };
  if (hasErrors(diagnostics)) return { outcome: refused ? 'refused' : 'failed', diagnostics, diff };
  if (isUnchanged(diff.summary)) return { outcome: 'unchanged', diagnostics, diff };
  return mode === 'diff' ? { outcome: 'changes', diagnostics, diff } : { diff, diagnostics };
}

async function carryOutPlan(
  { plane, context }: Work,
  target: ControlPlane,
  deck: ControlPlaneDeck,
  diff: GatewayDiff,
): Promise<Ending> {
  if (context.runContext.signal.aborted) return { outcome: 'failed', diagnostics: [interrupted(plane.name)], diff };
  const { done, diagnostics } = await carryOut(target, deck, diff);
  if (!hasErrors(diagnostics)) return { outcome: 'synced', diagnostics, diff, done };
  return { outcome: isUnchanged(done) ? 'failed' : 'partly', diagnostics, diff, done };
}

function foreign(team: DeckTeam, file: string, owner: string): Diagnostic {
  return {
    severity: 'error',
    code: 'foreign-owner',
    message: `The control plane ${team.controlPlane} belongs to ${JSON.stringify(owner)}, another owner`,
    fix: 'Give the control plane another name here, or end the other ownership.',
    at: rangeOf(team, 'controlPlane') ?? startOf(file),
  };
}

function interrupted(name: string): Diagnostic {
  return {
    severity: 'error',
    code: 'run-interrupted',
    message: `The run was asked to stop before ${name} was synced`,
    fix: 'Run it again.',
  };
}
