import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { convertedName } from '@konduct/deck/render/files';
import { serviceIds } from '@konduct/deck/render/service-ids';
import type { RemoteSimulator } from './remote-simulator.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * Puts a gateway service for every API into its team's control plane, as a sync by decK would. Without them
 * implementations wait; a platform at rest has them.
 *
 * @param controlPlaneOf the name of the control plane for an API's name
 * @param directory the platform directory, whose decK files have the ids of services, as far as there are any
 */
export async function addGatewayServices(
  simulator: RemoteSimulator,
  token: string,
  controlPlaneOf: ReadonlyMap<string, string>,
  directory: string,
): Promise<void> {
  const ids = renderedIds(directory);
  const controlPlanes = new Map(
    (await listAll(simulator, '/us/v2/control-planes', token)).map(({ name, id }) => [name, id]),
  );
  for (const [api, name] of controlPlaneOf) {
    const controlPlane = controlPlanes.get(name);
    const services = `/us/v2/control-planes/${controlPlane}/core-entities/services`;
    const id = ids.get(`ko-api-name=${api}`);
    await simulator.request('POST', services, token, {
      ...(id === undefined ? {} : { id }),
      name: api,
      host: `${api}.example.com`,
      tags: [`ko-api-name=${api}`],
    });
  }
}

/** The ids of services in decK files, by their tags. */
function renderedIds(directory: string): ReadonlyMap<string, string> {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  const services = files
    .filter((file) => path.basename(file) === convertedName)
    .flatMap((file) => serviceIds({ path: file, text: readFileSync(path.join(directory, file), 'utf8') }));
  return new Map(services.flatMap(({ id, tags }) => (id === undefined ? [] : tags.map((tag) => [tag, id] as const))));
}

async function listAll(simulator: RemoteSimulator, path: string, token: string): Promise<Named[]> {
  const items: Named[] = [];
  for (let page = 1; ; page += 1) {
    const answer = (await simulator.request('GET', `${path}?page[size]=100&page[number]=${page}`, token)) as {
      readonly data: readonly Named[];
    };
    items.push(...answer.data);
    if (answer.data.length < 100) return items;
  }
}
