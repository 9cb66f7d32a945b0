import { randomUUID } from 'node:crypto';
import type { Simulator } from '@konduct/simulator/simulator';
import { SavedState } from './saved-state.ts';

/**
 * Puts a gateway service into a control plane, tagged as the one that serves an API: what decK does when it syncs.
 *
 * @param controlPlane its name
 * @param api the name of the API
 */
export async function putGatewayService(
  simulator: Simulator,
  token: string,
  controlPlane: string,
  api: string,
): Promise<void> {
  const plane = new SavedState(simulator.state(), token)
    .rows('control-planes')
    .find(({ name }) => name === controlPlane);
  if (!plane) throw new Error(`there is no control plane ${controlPlane}`);
  const path = `/v2/control-planes/${plane.id}/core-entities/services/${randomUUID()}`;
  const response = await fetch(`${simulator.url}/${plane.host}${path}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: api, host: 'upstream.example', tags: ['team', `ko-api-name=${api}`] }),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
}
