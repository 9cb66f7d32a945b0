import { UserError } from '@konduct/core/diagnostic/user-error';
import type { OrganizationReport } from '@konduct/core/run/reconciliation';
import { CallMeter } from '@konduct/konnect/client/call-meter';
import { KonnectClient } from '@konduct/konnect/client/client';
import type { KonnectUrl } from '@konduct/konnect/client/hosts';
import { paceFor } from '@konduct/konnect/pace/pace';
import type { RetryPolicy } from '@konduct/konnect/retry';
import type { NetworkSettings } from '@konduct/network/settings';
import type { ConfiguredOrganization } from '../configuration.ts';
import type { ReconcileOptions, RunContext } from '../options.ts';
import { resolveSecret } from '../secret-source.ts';
import { version } from '../version.ts';
import { reasonOf } from './run-report.ts';

/** An organization with a client for its token, or with the report of why there is none. */
export type OpenedOrganization =
  | { readonly organization: ConfiguredOrganization; readonly client: KonnectClient; readonly meter: CallMeter }
  | { readonly organization: ConfiguredOrganization; readonly report: OrganizationReport };

export interface Opening {
  readonly url: KonnectUrl;
  readonly network: NetworkSettings;
  readonly options: ReconcileOptions;
  readonly runContext: RunContext;
  readonly retry: RetryPolicy;
}

/** A client with the organization's token, or a report with the reason why there is none. */
export function openClient(
  organization: ConfiguredOrganization,
  { url, network, options, runContext, retry }: Opening,
): OpenedOrganization {
  const { name, accessToken } = organization;
  try {
    const token = resolveSecret(accessToken, `the access token of organization ${name}`, options, runContext);
    const { concurrency } = options;
    const { forRequest: onSend, forPace: onHold } = runContext.waiting ?? {};
    const userAgent = `konduct/${version}`;
    const meter = new CallMeter();
    const onRequest = meter.note;
    const rate = { pace: paceFor(retry), clock: retry };
    const client = new KonnectClient({
      url,
      token,
      concurrency,
      network,
      userAgent,
      onRequest,
      onSend,
      onHold,
      ...rate,
    });
    return { organization, client, meter };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { diagnostics } = error;
    const missing = reasonOf(diagnostics) === 'missing-secret';
    if (options.skipWithoutSecrets && options.mode === 'plan' && missing) {
      const note = `There is no access token for ${name} here (pull requests from forks and Dependabot get none), so nothing was planned. The configuration itself is fine.`;
      return { organization, report: { organization: name, diagnostics: [], note } };
    }
    const failureReason = missing ? 'missing-secret' : 'invalid-input';
    return { organization, report: { organization: name, diagnostics, failureReason } };
  }
}
