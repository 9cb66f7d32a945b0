import { valueAt } from '@konduct/core/value/value-at';
import { type RetryPolicy, sendPatiently } from './retry.ts';
import type { Transport } from './transport.ts';

/**
 * The id of the token's organization, or undefined when Konnect refuses: the first list that the run reads will report
 * the reason. Konnect API contract 3.15.0, `/v3/organizations/me` on the global host.
 */
export async function organizationId(
  transport: Transport,
  policy: RetryPolicy,
  stop?: AbortSignal,
): Promise<string | undefined> {
  const request = { method: 'GET', scope: 'global', path: '/v3/organizations/me' } as const;
  const { status, body } = await sendPatiently(transport, request, true, policy, stop, stop);
  const id = status === 200 ? valueAt(body, 'id') : undefined;
  return typeof id === 'string' ? id : undefined;
}
