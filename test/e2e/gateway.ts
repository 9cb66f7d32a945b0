import { randomUUID } from 'node:crypto';
import type { Simulator } from '@konduct/simulator/simulator';
import { SavedState } from './saved-state.ts';
import { somebody } from './somebody.ts';

/**
 * Puts a gateway service for each API into its control plane, tagged as the one that serves the API: what decK does when
 * it syncs.
 *
 * @param controlPlanes the name of each API's control plane, by the name of the API
 */
export async function putGatewayServices(
  simulator: Simulator,
  token: string,
  controlPlanes: Readonly<Record<string, string>>,
): Promise<void> {
  const planes = new SavedState(simulator.state(), token).rows('control-planes');
  for (const [api, name] of Object.entries(controlPlanes)) {
    const plane = planes.find((candidate) => candidate.name === name);
    if (!plane) throw new Error(`there is no control plane ${name}`);
    const path = `/v2/control-planes/${plane.id}/core-entities/services/${randomUUID()}`;
    await somebody(simulator, token, 'PUT', `/${plane.host}${path}`, {
      name: api,
      host: 'upstream.example',
      tags: ['team', `ko-api-name=${api}`],
    });
  }
}
