import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Simulator } from '@konduct/simulator/simulator';
import { SavedState } from './saved-state.ts';
import { somebody } from './somebody.ts';

const services = 'core-entities/services';

/**
 * Puts a gateway service for each API into its control plane, with the API's tag, as decK does in deck-sync.
 *
 * @param controlPlanes the name of each API's control plane, by the name of the API
 * @param ids ids for the services, by the name of the API; any ids for the others
 */
export async function putGatewayServices(
  simulator: Simulator,
  token: string,
  controlPlanes: Readonly<Record<string, string>>,
  ids: ReadonlyMap<string, string> = new Map(),
): Promise<void> {
  const saved = new SavedState(simulator.state(), token);
  for (const [api, name] of Object.entries(controlPlanes)) {
    const plane = saved.rows('control-planes').findLast((candidate) => candidate.name === name);
    if (!plane) throw new Error(`there is no control plane ${name}`);
    const path = `/v2/control-planes/${plane.id}/${services}/${ids.get(api) ?? randomUUID()}`;
    await somebody(simulator, token, 'PUT', `/${plane.host}${path}`, {
      name: api,
      host: 'upstream.example',
      tags: ['konduct', `ko-api-name=${api}`],
    });
  }
}

/** Puts gateway services only for APIs without one. */
export async function putMissingGatewayServices(
  simulator: Simulator,
  token: string,
  controlPlanes: Readonly<Record<string, string>>,
): Promise<void> {
  const saved = new SavedState(simulator.state(), token);
  const missing = Object.entries(controlPlanes).filter(([api, name]) => {
    const plane = saved.rows('control-planes').findLast((candidate) => candidate.name === name);
    return !saved.rows(services).some((row) => row.scope === plane?.id && row.name === api);
  });
  await putGatewayServices(simulator, token, Object.fromEntries(missing));
}

/**
 * Removes gateway services from control planes that stay, as deck-sync does when the decK files no longer have them.
 */
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

/** The ids of services in the decK files of a platform directory, by the name of the API. */
export function renderedIds(directory: string): ReadonlyMap<string, string> {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  const texts = files
    .filter((file) => path.basename(file) === 'kong-from-oas.yaml')
    .map((file) => readFileSync(path.join(directory, file), 'utf8'));
  return new Map(
    texts.flatMap((text) => {
      const api = /^ {2}- ko-api-name=(.+)$/m.exec(text)?.[1];
      const id = /^(?:- | {2})id: (.+)$/m.exec(text)?.[1];
      return api !== undefined && id !== undefined ? [[api, id] as const] : [];
    }),
  );
}
