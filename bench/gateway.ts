import type { RemoteSimulator } from './remote-simulator.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * Puts a gateway service for every API into the control plane of its team, as a sync by decK would: without them
 * implementations wait, and a platform at rest has them.
 *
 * @param controlPlaneOf the control plane's name for an API's name
 */
export async function addGatewayServices(
  simulator: RemoteSimulator,
  token: string,
  controlPlaneOf: ReadonlyMap<string, string>,
): Promise<void> {
  const controlPlanes = new Map(
    (await listAll(simulator, '/us/v2/control-planes', token)).map(({ name, id }) => [name, id]),
  );
  for (const [api, name] of controlPlaneOf) {
    const controlPlane = controlPlanes.get(name);
    const path = `/us/v2/control-planes/${controlPlane}/core-entities/services`;
    await simulator.request('POST', path, token, {
      name: api,
      host: `${api}.example.com`,
      tags: [`ko-api-name=${api}`],
    });
  }
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
