import { randomUUID } from 'node:crypto';
import type { Simulator } from '@konduct/simulator/simulator';
import { SavedState } from './saved-state.ts';
import { somebody } from './somebody.ts';

const services = 'core-entities/services';

/**
 * Puts a gateway service for each API into its control plane, tagged as the one that serves the API: what decK does when
 * deck-sync runs it.
 *
 * @param controlPlanes the name of each API's control plane, by the name of the API
 * @param options with `missing`, only where there is none yet
 */
export async function putGatewayServices(
  simulator: Simulator,
  token: string,
  controlPlanes: Readonly<Record<string, string>>,
  options: { readonly missing: boolean } = { missing: false },
): Promise<void> {
  const saved = new SavedState(simulator.state(), token);
  for (const [api, name] of Object.entries(controlPlanes)) {
    const plane = saved.rows('control-planes').findLast((candidate) => candidate.name === name);
    if (!plane) throw new Error(`there is no control plane ${name}`);
    const isThere = saved.rows(services).some((row) => row.scope === plane.id && row.name === api);
    if (options.missing && isThere) continue;
    const path = `/v2/control-planes/${plane.id}/${services}/${randomUUID()}`;
    await somebody(simulator, token, 'PUT', `/${plane.host}${path}`, {
      name: api,
      host: 'upstream.example',
      tags: ['konduct', `ko-api-name=${api}`],
    });
  }
}

/** Takes gateway services out of control planes that stay, as deck-sync does when the decK files no longer have them. */
export async function removeGatewayServices(
  simulator: Simulator,
  token: string,
  stays: (api: string, controlPlane: string) => boolean,
): Promise<void> {
  const saved = new SavedState(simulator.state(), token);
  for (const row of saved.rows(services)) {
    const plane = saved.row('control-planes', row.scope);
    if (plane && !stays(String(row.name), String(plane.name)))
      await somebody(simulator, token, 'DELETE', `/${plane.host}/v2/control-planes/${plane.id}/${services}/${row.id}`);
  }
}
