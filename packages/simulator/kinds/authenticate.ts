import { type Call, param, type Route } from '../route.ts';
import { type Fields, isFields } from '../rules/merge.ts';
import { invalid } from '../rules/problem.ts';

/** The identity provider of a login path. @throws Refusal 400 when none is enabled there. */
function configOf(call: Call): Fields {
  const path = param(call, 'organizationLoginPath');
  const providers = call.store.table('identity-providers').by('login_path', path);
  const config = providers.find(({ enabled }) => enabled === true)?.config;
  if (isFields(config)) return config;
  const reason = 'is no login path with an identity provider that is enabled';
  throw invalid([{ field: 'organizationLoginPath', rule: 'invalid', reason, source: 'path' }]);
}

/**
 * `GET /v3/authenticate/{organizationLoginPath}` redirects a browser to the login (contract 3.15.0); the address is
 * made up.
 */
export const authenticateRoute: Route = {
  host: 'global',
  method: 'GET',
  path: '/v3/authenticate/{organizationLoginPath}',
  run: (call) => {
    const { issuer_url, idp_metadata_url, client_id } = configOf(call);
    const query = new URLSearchParams({
      ...(client_id === undefined ? {} : { client_id: String(client_id) }),
      redirect_uri: call.query.parameters.get('return_to') ?? '',
    });
    return { status: 302, headers: { location: `${issuer_url ?? idp_metadata_url ?? ''}?${query}` } };
  },
};
