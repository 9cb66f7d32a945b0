import type { EnvironmentStaging, ServiceStaging } from '@konduct/core/run/staging';
import type { Contents } from './contents.ts';
import type { EnvironmentDraft } from './environment.ts';
import type { Gate } from './gate.ts';
import { openByLabel } from './gate-label.ts';
import type { Publishing } from './publish.ts';

/** Judges whether a pull request passes the gate of an environment. Nothing is written. */
export async function judgeEnvironment(
  { diagnostics }: EnvironmentDraft,
  services: readonly ServiceStaging[],
  { environment }: Contents,
  publishing: Publishing | undefined,
  gate: Gate | undefined,
): Promise<EnvironmentStaging> {
  const nothing = { environment, written: [], removed: [], deckChanges: [] };
  if (!gate) return { ...nothing, outcome: 'passed', diagnostics };
  const { options, requests, config = '' } = publishing ?? {};
  const judged = await openByLabel(gate, options?.pullRequest, requests, services, config);
  return {
    ...nothing,
    outcome: judged.gate.allowedBy === undefined ? 'stopped' : 'passed',
    gate: judged.gate,
    diagnostics: [...diagnostics, ...judged.diagnostics],
  };
}
