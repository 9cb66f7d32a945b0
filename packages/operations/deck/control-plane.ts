import { type Diagnostic, hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { rangeOf } from '@konduct/core/source/origin';
import { startOf } from '@konduct/core/source/range';
import { collisions, partsOf } from '@konduct/deck/collision/collisions';
import type { Deck } from '@konduct/deck/deck';
import { gatewayLine, isUnchanged } from '@konduct/deck/gateway/change';
import { ControlPlaneDeck } from '@konduct/deck/gateway/control-plane';
import type { ControlPlaneOutcome } from '@konduct/deck/gateway/outcome';
import { readState } from '@konduct/deck/gateway/state';
import { carryOut, planSync } from '@konduct/deck/gateway/sync';
import { limits, stateName } from '@konduct/deck/render/files';
import { checkStale } from '@konduct/deck/render/stale';
import { environmentSecrets } from '@konduct/deck/template';
import type { OrganizationAccess } from './access.ts';
import type { DeckEdge, GatewayDeckOptions } from './options.ts';
import type { ControlPlaneReport } from './report.ts';
import type { DeckTeam } from './teams.ts';
import type { DirectoryTree } from './tree.ts';

export interface ControlPlaneContext {
  readonly mode: 'diff' | 'sync';
  readonly tree: DirectoryTree;
  readonly deck: Deck;
  readonly owner: string;
  readonly options: GatewayDeckOptions;
  readonly edge: DeckEdge;
}

/** A team's control plane before anything is known of it. */
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

/**
 * Compares one team's control plane with its decK file and, in mode sync, makes it equal. Everything that can be wrong
 * here is checked before Konnect is written to; what goes wrong stays with this control plane.
 *
 * @returns undefined for a team that has nothing on a gateway
 */
export async function workOnControlPlane(
  team: DeckTeam,
  { planes, token, url }: OrganizationAccess,
  { mode, tree, deck, owner, options, edge }: ControlPlaneContext,
): Promise<ControlPlaneReport | undefined> {
  const plane = controlPlaneOf(team, tree);
  const tell = (line: string) =>
    edge.onDeckProgress?.({ organization: team.organization, controlPlane: plane.name, line });
  const end = (
    outcome: ControlPlaneOutcome,
    diagnostics: readonly Diagnostic[],
    more: Partial<ControlPlaneReport> = {},
  ) => {
    tell(more.note ?? outcome);
    return { ...plane, outcome, diagnostics, ...more };
  };

  const stale = await checkStale([team], tree, deck);
  if (stale.some(({ code }) => code === 'deck-stale')) return end('stale', stale);
  if (hasErrors(stale)) return end('failed', stale);
  const file = tree.read(`${team.directory}/${stateName}`, limits.deck);
  if (file.type === 'refused') return end('failed', [file.diagnostic]);
  if (file.type === 'missing') {
    if (team.services.length === 0) return undefined;
    return end('waiting', stale, { note: `waits for ${plane.file}, because none of its services is staged` });
  }
  const state = readState(file.file, edge.environment);
  for (const value of Object.values(state.variables)) edge.maskSecret(value);
  const found = [...stale, ...state.diagnostics, ...collisions(partsOf(team, tree))];
  if (hasErrors(found)) return end('failed', found);

  const known = planes(team.region);
  if (!('get' in known)) return end('failed', [...found, ...known]);
  if (!known.has(plane.name))
    return end('waiting', found, { note: `waits for the control plane ${plane.name}, which does not exist yet` });
  const other = known.get(plane.name);
  if (other !== undefined && other !== owner) return end('refused', [...found, foreign(team, plane.file, other)]);

  const access = { token, variables: state.variables, secrets: environmentSecrets(edge.environment) };
  const target = { name: plane.name, address: url.base(team.region), state: file.file, access };
  const run = new ControlPlaneDeck(deck, target);
  const planned = await planSync(target, run, {
    adopt: options.adopt,
    ...(options.maxDeletes === undefined ? {} : { maxDeletes: options.maxDeletes }),
  });
  const { diff } = planned;
  const diagnostics = [...found, ...planned.diagnostics];
  if (diff) tell(gatewayLine(diff.summary));
  for (const { code, message } of planned.diagnostics) if (code === 'deck-takeover') tell(message);
  const compared = diff ? { diff } : {};
  if (!diff || hasErrors(planned.diagnostics))
    return end(planned.refused ? 'refused' : 'failed', diagnostics, compared);
  if (isUnchanged(diff.summary)) return end('unchanged', diagnostics, { diff });
  if (mode === 'diff') return end('changes', diagnostics, { diff });
  if (edge.signal.aborted) return end('failed', [...diagnostics, interrupted(plane.name)], { diff });
  const result = await carryOut(target, run, diff);
  const failed = hasErrors(result.diagnostics);
  const outcome = !failed ? 'synced' : isUnchanged(result.done) ? 'failed' : 'partly';
  return end(outcome, [...diagnostics, ...result.diagnostics], { diff, done: result.done });
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
