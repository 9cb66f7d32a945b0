import { availableParallelism } from 'node:os';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { secretsIn } from '@konduct/core/value/quotable';
import { ExtraFiles } from '@konduct/deck/render/extra';
import { parseKonnectUrl } from '@konduct/konnect/client/hosts';
import type { RetryPolicy } from '@konduct/konnect/retry';
import { refuseUnusable } from '@konduct/network/dispatcher';
import { networkFrom } from '@konduct/network/settings';
import pLimit from 'p-limit';
import { openOrganization } from './access.ts';
import { type ControlPlaneContext, controlPlaneOf, workOnControlPlane } from './control-plane.ts';
import { inDependencyOrder } from './dependency.ts';
import type { DeckRunContext, GatewayDeckOptions } from './options.ts';
import type { DeckPlane } from './planes.ts';
import { type DeckOrganization, readDeckPlatform } from './platform.ts';
import { type ControlPlaneReport, type DeckReport, makeDeckReport } from './report.ts';
import { nameToken } from './token.ts';
import { withDeck } from './tool.ts';

/**
 * Computes the changes of a sync for every selected control plane. Nothing is written.
 *
 * @throws UserError for an unusable Konnect URL
 */
export function diffDeck(
  options: GatewayDeckOptions,
  runContext: DeckRunContext,
  patience: Partial<RetryPolicy> = {},
): Promise<DeckReport> {
  return workOnGateways('diff', options, runContext, patience);
}

/**
 * Makes every selected control plane equal to the decK files that go to it, several at the same time. Only entities with
 * Konduct's tag are changed. If one control plane fails, is refused or waits, the others are synced and reported.
 *
 * @throws UserError for an unusable Konnect URL
 */
export function syncDeck(
  options: GatewayDeckOptions,
  runContext: DeckRunContext,
  patience: Partial<RetryPolicy> = {},
): Promise<DeckReport> {
  return workOnGateways('sync', options, runContext, patience);
}

async function workOnGateways(
  mode: 'diff' | 'sync',
  options: GatewayDeckOptions,
  runContext: DeckRunContext,
  patience: Partial<RetryPolicy>,
): Promise<DeckReport> {
  for (const value of secretsIn(options.konnectUrl)) runContext.maskSecret(value);
  refuseUnusable(networkFrom(runContext.environment), parseKonnectUrl(options.konnectUrl).protocol);
  const platform = readDeckPlatform(options, runContext.maskSecret);
  if (!platform.usable)
    return makeDeckReport({ mode, diagnostics: platform.diagnostics, failureReason: 'invalid-configuration' });
  // Processes that talk to Konnect mostly wait, so their number may exceed that of processors.
  const deckProcesses = options.deckProcesses ?? Math.max(availableParallelism(), options.concurrency);
  return withDeck({ ...options, deckProcesses }, runContext, async ({ deck, diagnostics: tool }) => {
    const diagnostics = [...platform.diagnostics, ...tool];
    if (!deck) return makeDeckReport({ mode, diagnostics, failureReason: 'deck-missing' });
    const extras = new ExtraFiles(platform.tree);
    const turn = pLimit(options.concurrency);
    const parts = await Promise.all(
      platform.organizations.map((organization) => {
        const context = { mode, tree: platform.tree, deck, extras, owner: organization.owner, options, runContext };
        return workOnOrganization(organization, context, patience, turn);
      }),
    );
    const controlPlanes = parts.flatMap((part) => part.controlPlanes);
    const notes = parts.flatMap(({ note }) => note ?? []);
    return makeDeckReport({ mode, diagnostics, controlPlanes, notes }, options.detailedExitCode);
  });
}

type Turn = <T>(work: () => Promise<T>) => Promise<T>;

interface OrganizationPart {
  readonly controlPlanes: readonly ControlPlaneReport[];
  readonly note?: string;
}

async function workOnOrganization(
  organization: DeckOrganization,
  context: ControlPlaneContext,
  patience: Partial<RetryPolicy>,
  turn: Turn,
): Promise<OrganizationPart> {
  const { mode, options, runContext, tree } = context;
  const opened = await openOrganization(organization, options, mode, runContext, patience);
  if ('note' in opened) return { controlPlanes: [], note: opened.note };
  if ('diagnostics' in opened) {
    const failed = (diagnostics: readonly Diagnostic[]) =>
      organization.planes.map(
        (plane): ControlPlaneReport => ({ ...controlPlaneOf(plane, tree), outcome: 'failed', diagnostics }),
      );
    return { controlPlanes: failed(opened.diagnostics) };
  }
  const work = async (plane: DeckPlane) => {
    const report = await turn(() => workOnControlPlane(plane, opened.access, context));
    return report && nameToken(report, organization.accessToken);
  };
  return { controlPlanes: await inDependencyOrder(organization, tree, work) };
}
