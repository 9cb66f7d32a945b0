import { type Json, textsOf } from './json.ts';

/**
 * Where an API is: one server, since schemes are ways to the same host. What is encrypted goes first; a document that
 * names no scheme means that by which it was read, and decK takes https too where nothing is said.
 *
 * @param schemes those of an operation, which are in place of the document's
 */
export function servers({ host, basePath, schemes: all }: Json, schemes: unknown = all): readonly Json[] | undefined {
  const path = typeof basePath === 'string' && basePath !== '' ? `/${basePath.replace(/^\/+/, '')}` : '';
  if (typeof host !== 'string' || host === '') return path === '' ? undefined : [{ url: path }];
  const named = textsOf(schemes) ?? ['https'];
  const scheme = ['https', 'wss'].find((secure) => named.includes(secure)) ?? named[0];
  return [{ url: `${scheme}://${host}${path}` }];
}
