import type { Simulator } from '@konduct/simulator/simulator';

/**
 * Sends a request to Konnect as another client, which is no run of Konduct.
 *
 * @param path with the host in front: `/us/v3/apis`
 * @returns Konnect's answer
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
