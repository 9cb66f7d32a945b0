import { type Json, textsOf } from './json.ts';

/**
 * The server of an API. There is one, since all schemes lead to the same host: https before http. Without a scheme in
 * the document, decK uses https, too.
 *
 * @param schemes those of an operation, which replace the document's
 */
export function servers({ host, basePath, schemes: all }: Json, schemes: unknown = all): readonly Json[] | undefined {
  const path = typeof basePath === 'string' && basePath !== '' ? `/${basePath.replace(/^\/+/, '')}` : '';
  if (typeof host !== 'string' || host === '') return path === '' ? undefined : [{ url: path }];
  const named = textsOf(schemes) ?? ['https'];
  const scheme = ['https', 'wss'].find((secure) => named.includes(secure)) ?? named[0];
  return [{ url: `${scheme}://${host}${path}` }];
}
