import { type Diagnostic, hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { rangeOf } from '@konduct/core/source/origin';
import { startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { collisions } from '@konduct/deck/collision/collisions';
import type { Deck } from '@konduct/deck/deck';
import type { AbsentValues } from '@konduct/deck/gateway/absent-values';
import { type GatewayDiff, gatewayLine, isUnchanged } from '@konduct/deck/gateway/change';
import { type ControlPlane, ControlPlaneDeck } from '@konduct/deck/gateway/control-plane';
import { placedIn } from '@konduct/deck/gateway/places';
import type { Protection } from '@konduct/deck/gateway/protection';
import { readState, type StateReading } from '@konduct/deck/gateway/state';
import { carryOut, planSync } from '@konduct/deck/gateway/sync';
import type { ExtraFiles } from '@konduct/deck/render/extra';
import { limits, stateName } from '@konduct/deck/render/files';
import { asWarning } from '@konduct/deck/render/held';
import { isWholeTeam, partsOf } from '@konduct/deck/render/plane';
import { planeState } from '@konduct/deck/render/plane-state';
import { checkStale, type StaleCheck } from '@konduct/deck/render/stale';
import { environmentSecrets } from '@konduct/deck/template';
import type { OrganizationAccess } from './access.ts';
import type { DeckRunContext, GatewayDeckOptions } from './options.ts';
import type { DeckPlane } from './planes.ts';
import { protectionOf } from './protection.ts';
import type { ControlPlaneReport } from './report.ts';
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

/** A control plane before it was looked at. */
export function controlPlaneOf(
  { organization, environment, region, name, members }: DeckPlane,
  tree: DirectoryTree,
): Omit<ControlPlaneReport, 'outcome' | 'diagnostics'> {
  const files = members.map(({ team }) => ({
    team: team.team,
    file: tree.show(`${team.directory}/${stateName}`),
  }));
  return {
    organization,
    environment,
    team: files.map(({ team }) => team).join(', '),
    region,
    name,
    file: files[0]?.file ?? '',
    ...(files.length > 1 ? { files } : {}),
  };
}

/** The result of the work on a control plane. */
type Ending = Pick<ControlPlaneReport, 'outcome' | 'diagnostics' | 'note' | 'diff' | 'done'>;

/**
 * Compares a control plane with the decK files that go to it and, in mode sync, makes it equal. All checks come before the
 * first write to Konnect. Errors stay with this control plane.
 *
 * @returns undefined for a control plane whose teams have nothing on a gateway
 */
export async function workOnControlPlane(
  target: DeckPlane,
  access: OrganizationAccess,
  context: ControlPlaneContext,
): Promise<ControlPlaneReport | undefined> {
  const plane = controlPlaneOf(target, context.tree);
  const work = { target, plane, access, context, tell: teller(plane, context.runContext) };
  const ending = await endingOf(work);
  if (!ending) return undefined;
  work.tell(ending.note ?? ending.outcome);
  return { ...plane, ...ending };
}

/** A control plane and the values for working on it. */
interface Work {
  readonly target: DeckPlane;
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

/** Checks that the teams' files are the reviewed ones and can be given to decK, without a request to Konnect. */
async function checkFiles({ target, plane, context }: Work): Promise<CheckedFile | Ending | undefined> {
  const { tree, deck, extras, runContext } = context;
  const teams = target.members.map(({ team }) => team);
  const check = await checkStale(teams, tree, deck, extras);
  const { held } = check;
  const stale = [...check.diagnostics, ...held.map(asWarning)];
  if (stale.some(({ code }) => code === 'deck-stale')) return { outcome: 'stale', diagnostics: stale };
  if (hasErrors(stale)) return { outcome: 'failed', diagnostics: stale };
  const read = teams.map(({ directory }) => tree.read(`${directory}/${stateName}`, limits.deck));
  const refused = read.find((found) => found.type === 'refused');
  if (refused) return { outcome: 'failed', diagnostics: [refused.diagnostic] };
  const committed = read.find((found) => found.type === 'file')?.file;
  if (!committed) {
    if (teams.every(({ services }) => services.length === 0)) return undefined;
    const why = held.length > 0 ? 'nothing can be made of what is staged' : 'none of its services is staged';
    const note = `waits for ${plane.file}, because ${why}`;
    return { outcome: 'waiting', diagnostics: stale, note };
  }
  const state = await stateOf(target, committed, check, context);
  if ('diagnostic' in state) return { outcome: 'failed', diagnostics: [...stale, state.diagnostic] };
  const { file, reading } = state;
  const { variables, absent } = reading;
  for (const value of Object.values(variables)) runContext.maskSecret(value);
  const diagnostics = [...stale, ...reading.diagnostics, ...collisions(partsOf(target, tree, extras))];
  return hasErrors(diagnostics) ? { outcome: 'failed', diagnostics } : { file, variables, absent, diagnostics };
}

interface State {
  /** What decK gets. */
  readonly file: SourceFile;
  /** Its findings have their places in files that people see. */
  readonly reading: StateReading;
}

/** The configuration for decK: a team's rendered file, or what goes to the control plane of the files of its teams. */
async function stateOf(
  target: DeckPlane,
  committed: SourceFile,
  check: StaleCheck,
  { tree, deck, extras, runContext, mode }: ControlPlaneContext,
): Promise<State | { readonly diagnostic: Diagnostic }> {
  if (isWholeTeam(target)) {
    const rendered = check.fresh.get(`${target.members[0].team.directory}/${stateName}`);
    const file = { ...committed, text: rendered ?? committed.text };
    const reading = readState(file, runContext.environment, mode);
    return { file, reading: { ...reading, diagnostics: placedIn(committed, file, reading.diagnostics) } };
  }
  const state = await planeState(target, check, tree, deck, extras);
  if ('diagnostic' in state) return state;
  const file = { ...committed, text: state.text };
  const reading = readState(file, runContext.environment, mode);
  const told = state.parts.flatMap((part) => readState(part, runContext.environment, mode).diagnostics);
  // Parts that are in order make a whole that is in order, unless something is wrong between them.
  const diagnostics = hasErrors(told) || !hasErrors(reading.diagnostics) ? told : reading.diagnostics;
  return { file, reading: { ...reading, diagnostics } };
}

/** The reason why the control plane cannot be worked on: it is missing, or it is not ours. */
function lookUp({ target, plane, access, context }: Work): Ending | undefined {
  const planes = access.planes(target.region);
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
  return { outcome: 'refused', diagnostics: [foreign(target, plane.file, owner)] };
}

/** The protection of the control plane's entities, in the manifest and in Konnect. */
function protectionFor({ target, plane, access }: Work): Protection {
  const planes = access.planes(target.region);
  const labels = 'get' in planes ? (planes.get(plane.name)?.protectors ?? []) : [];
  return protectionOf(target.protection, labels, () => access.apis(target.region));
}

function targetOf({ target, plane, access, context }: Work, { file, variables, absent }: CheckedFile): ControlPlane {
  const secrets = environmentSecrets(context.runContext.environment);
  const address = access.url.base(target.region);
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

function foreign({ name, members }: DeckPlane, file: string, owner: string): Diagnostic {
  return {
    severity: 'error',
    code: 'foreign-owner',
    message: `The control plane ${name} belongs to ${JSON.stringify(owner)}, another owner`,
    fix: 'Give the control plane another name here, or end the other ownership.',
    at: rangeOf(members[0].team, 'controlPlane') ?? startOf(file),
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
