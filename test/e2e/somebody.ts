import type { Simulator } from '@konduct/simulator/simulator';

/**
 * Does something in Konnect that no run of ours did: what other people and tools do.
 *
 * @param path with the host in front: `/us/v3/apis`
 * @returns what Konnect answered
 */
export async function somebody(
  konnect: Simulator,
  token: string,
  method: 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  path: string,
  body?: object,
): Promise<{ readonly id: string }> {
  const response = await fetch(konnect.url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text === '' ? { id: '' } : JSON.parse(text);
}
