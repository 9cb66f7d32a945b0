import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { UserError } from '@konduct/core/diagnostic/user-error';
import { ownerLabel } from '@konduct/core/provider/ownership';
import { revealSecret, type Secret } from '@konduct/core/secret/secret';
import { KonnectClient } from '@konduct/konnect/client/client';
import { type KonnectUrl, parseKonnectUrl } from '@konduct/konnect/client/hosts';
import { networkFrom } from '@konduct/konnect/client/network';
import { controlPlane } from '@konduct/konnect/kinds/control-plane';
import { konnectProvider } from '@konduct/konnect/provider';
import { defaultRetry, type RetryPolicy } from '@konduct/konnect/retry';
import { reasonOf } from '../reconcile/run-report.ts';
import { resolveSecret } from '../secret-source.ts';
import { version } from '../version.ts';
import type { DeckRunContext, GatewayDeckOptions } from './options.ts';
import type { DeckOrganization } from './platform.ts';

/** The owner of each control plane of a region, by name; undefined where nobody marked it. */
export type ControlPlanes = ReadonlyMap<string, string | undefined>;

/** What is needed to work on an organization's control planes. */
export interface OrganizationAccess {
  readonly url: KonnectUrl;
  readonly token: string;
  /** The control planes of a region, or why they cannot be listed. */
  planes(region: string): ControlPlanes | readonly Diagnostic[];
}

export type Access =
  | { readonly access: OrganizationAccess }
  | { readonly diagnostics: readonly Diagnostic[] }
  | { readonly note: string };

/**
 * Resolves an organization's token and lists the control planes of its regions, one list for each: decK says only in
 * words that a control plane is missing, a token refused or Konnect out of order.
 *
 * @throws UserError for an unusable Konnect URL
 */
export async function openOrganization(
  organization: DeckOrganization,
  options: GatewayDeckOptions,
  mode: 'diff' | 'sync',
  runContext: DeckRunContext,
  patience: Partial<RetryPolicy>,
): Promise<Access> {
  const url = parseKonnectUrl(options.konnectUrl);
  let token: Secret;
  try {
    token = resolveSecret(
      organization.accessToken,
      `The access token of organization ${organization.name}`,
      options,
      runContext,
    );
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (!options.skipWithoutSecrets || mode !== 'diff' || reasonOf(error.diagnostics) !== 'missing-secret')
      return { diagnostics: error.diagnostics };
    const note = `There is no access token for ${organization.name} here (pull requests from forks and Dependabot get none), so its gateways were not compared. The configuration itself is fine.`;
    return { note };
  }
  const regions = [...new Set(organization.teams.map(({ region }) => region))];
  const network = networkFrom(runContext.environment);
  const listed = new Map<string, ControlPlanes | readonly Diagnostic[]>();
  const client = new KonnectClient({ url, token, network, userAgent: `konduct/${version}` });
  try {
    const retry = { ...defaultRetry, ...patience };
    const provider = konnectProvider({ transport: client, contents: new Map(), retry, stop: runContext.signal });
    const list = async (region: string) => {
      const found = await provider.list({ kind: controlPlane, region, parents: {} });
      return new Map(found.map(({ fields, labels }) => [String(fields.name), labels[ownerLabel]]));
    };
    await Promise.all(
      regions.map(async (region) => {
        try {
          listed.set(region, await list(region));
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          listed.set(region, error.diagnostics);
        }
      }),
    );
  } finally {
    await client.close();
  }
  return { access: { url, token: revealSecret(token), planes: (region) => listed.get(region) ?? [] } };
}
