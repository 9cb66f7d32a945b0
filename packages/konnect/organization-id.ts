import { valueAt } from '@konduct/core/value/value-at';
import { type RetryPolicy, sendPatiently } from './retry.ts';
import type { Transport } from './transport.ts';

/**
 * The id of the organization that a token belongs to, or undefined when Konnect does not say: what is wrong with the
 * token is told by the first list that is read. Konnect API contract 3.15.0, `/v3/organizations/me` on the global host.
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
