import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { UserError } from '@konduct/core/diagnostic/user-error';
import { ownerLabel } from '@konduct/core/provider/ownership';
import type { ObservedObject } from '@konduct/core/provider/provider';
import { revealSecret, type Secret } from '@konduct/core/secret/secret';
import type { Protector } from '@konduct/deck/gateway/protection';
import { KonnectClient } from '@konduct/konnect/client/client';
import { type KonnectUrl, parseKonnectUrl } from '@konduct/konnect/client/hosts';
import { api } from '@konduct/konnect/kinds/api';
import { controlPlane } from '@konduct/konnect/kinds/control-plane';
import type { KonnectKind } from '@konduct/konnect/kinds/kind';
import { konnectProvider } from '@konduct/konnect/provider';
import { defaultRetry, type RetryPolicy } from '@konduct/konnect/retry';
import { networkFrom } from '@konduct/network/settings';
import { reasonOf } from '../reconcile/run-report.ts';
import { resolveSecret } from '../secret-source.ts';
import { version } from '../version.ts';
import type { DeckRunContext, GatewayDeckOptions } from './options.ts';
import type { DeckOrganization } from './platform.ts';
import { type ApiProtectors, labelProtectors } from './protection.ts';

/** The owner and protection in the labels of a control plane. */
export interface KnownControlPlane {
  /** Undefined without an owner label. */
  readonly owner: string | undefined;
  readonly protectors: readonly Protector[];
}

/** The control planes of a region, by name. */
export type ControlPlanes = ReadonlyMap<string, KnownControlPlane>;

/** The values for working on an organization's control planes. */
export interface OrganizationAccess {
  readonly url: KonnectUrl;
  readonly token: string;
  /** The control planes of a region, or the reason why they cannot be listed. */
  planes(region: string): ControlPlanes | readonly Diagnostic[];
  /** The labels that protect the APIs of a region. They are listed once, at the first call. */
  apis(region: string): Promise<ApiProtectors>;
}

export type Access =
  | { readonly access: OrganizationAccess }
  | { readonly diagnostics: readonly Diagnostic[] }
  | { readonly note: string };

/**
 * Resolves an organization's token and lists the control planes of each of its regions. decK says only in words that a
 * control plane is missing, a token refused or Konnect out of order; the list shows it before decK starts.
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
  const regions = [...new Set(organization.planes.map(({ region }) => region))];
  const network = networkFrom(runContext.environment);
  const list = async (kind: KonnectKind, region: string): Promise<Listed> => {
    const userAgent = `konduct/${version}`;
    const { forRequest: onSend, forPace: onHold } = runContext.waiting ?? {};
    const client = new KonnectClient({ url, token, network, userAgent, onSend, onHold });
    try {
      const retry = { ...defaultRetry, ...patience };
      const provider = konnectProvider({ transport: client, contents: new Map(), retry, stop: runContext.signal });
      return { objects: await provider.list({ kind, region, parents: {} }) };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { diagnostics: error.diagnostics };
    } finally {
      await client.close();
    }
  };
  const planes = new Map(
    await Promise.all(regions.map(async (region) => [region, planesOf(await list(controlPlane, region))] as const)),
  );
  const apis = new Map<string, Promise<ApiProtectors>>();
  const readApis = (region: string) => {
    const known = apis.get(region) ?? list(api, region).then(apiProtectors);
    apis.set(region, known);
    return known;
  };
  return {
    access: { url, token: revealSecret(token), planes: (region) => planes.get(region) ?? [], apis: readApis },
  };
}

type Listed = { readonly objects: readonly ObservedObject[] } | { readonly diagnostics: readonly Diagnostic[] };

function planesOf(listed: Listed): ControlPlanes | readonly Diagnostic[] {
  if ('diagnostics' in listed) return listed.diagnostics;
  return new Map(
    listed.objects.map(({ fields, labels }) => {
      const name = String(fields.name);
      return [name, { owner: labels[ownerLabel], protectors: labelProtectors(`The control plane ${name}`, labels) }];
    }),
  );
}

function apiProtectors(listed: Listed): ApiProtectors {
  if ('diagnostics' in listed) return listed.diagnostics;
  const byName = Map.groupBy(listed.objects, ({ fields }) => String(fields.name));
  return new Map(
    [...byName].map(([name, versions]) => [
      name,
      versions.flatMap(({ labels }) => labelProtectors(`The API ${name}`, labels)),
    ]),
  );
}
