import { bodyProblems } from './contract/body.ts';
import { notImplemented, unserved } from './contract/unserved.ts';
import { entityInvalid } from './gateway/gateway-error.ts';
import { routes } from './kinds/routes.ts';
import { watched } from './kinds/sign-in-watch.ts';
import { GLOBAL_HOST, REGIONS, type SimulatedRequest, type SimulatedResponse } from './request.ts';
import type { Call } from './route.ts';
import { Router } from './router.ts';
import { invalid, problem, Refusal } from './rules/problem.ts';
import { readQuery } from './rules/query.ts';
import type { State } from './state.ts';
import { storeOf } from './store/organization.ts';

const router = new Router([...routes, ...notImplemented(unserved(routes))]);

/**
 * Answers one request as Konnect would, and applies it to `state`. It is synchronous, needs no network, and has no
 * clock or randomness but the state's, so that an apply can be simulated in this process.
 *
 * @returns the response; a refusal is a response, too, and leaves the state unchanged
 */
export function handle(state: State, request: SimulatedRequest): SimulatedResponse {
  state.requests += 1;
  try {
    return dispatch(state, request);
  } catch (error) {
    if (error instanceof Refusal) return refuse(error, state);
    throw error;
  }
}

/** The host of a path, for callers that name none: the global one for identity, a regional one for the rest. */
export function hostKind(method: string, path: string): 'global' | 'regional' | undefined {
  const found = router.find(method, path);
  return typeof found === 'string' ? undefined : found.route.host;
}

function dispatch(state: State, request: SimulatedRequest): SimulatedResponse {
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const token = bearer === undefined ? undefined : state.token(bearer);
  const organization = token && state.organizations.get(token.organizationId);
  if (token === undefined || organization === undefined) throw unauthorized(request.path);
  if (token.forbidden) throw forbidden(request.path);

  const { method, host, path } = request;
  const found = router.find(method, path);
  if (found === 'no-such-method') throw problem(405, `${method} is not allowed here`);
  const expected = host === GLOBAL_HOST ? 'global' : 'regional';
  if (
    found === 'no-such-path' ||
    found.route.host !== expected ||
    (expected === 'regional' && !REGIONS.includes(host))
  ) {
    throw problem(404, `no such path on host ${host}: ${path}`);
  }
  const call: Call = {
    state,
    organization,
    token,
    host,
    store: storeOf(organization, host),
    path,
    params: found.params,
    query: readQuery(request.query),
    body: readBody(request),
  };
  const problems = bodyProblems(found.route, call.body);
  if (problems.length > 0) throw isGateway(path) ? entityInvalid(problems) : invalid(problems);
  return watched(state, organization, () => found.route.run(call));
}

/** The body as a value. No body counts as an empty object, as in koctl's POST of default content. */
function readBody(request: SimulatedRequest): unknown {
  const { body } = request;
  if (body === undefined || body === '' || request.method === 'GET' || request.method === 'DELETE') return {};
  const type = request.headers['content-type'];
  if (type !== undefined && !type.includes('json')) {
    throw invalid([{ field: 'content-type', rule: 'invalid', reason: 'must be application/json', source: 'header' }]);
  }
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body);
  } catch {
    throw invalid([{ field: 'body', rule: 'invalid', reason: 'is not valid JSON', source: 'body' }]);
  }
}

/** Whether a path is of gateway entities, which have errors of another shape. */
function isGateway(path: string): boolean {
  return path.includes('/core-entities/');
}

function unauthorized(path: string): Refusal {
  // Contract 3.15.0: the gateway's own entities answer in a shape of their own.
  if (isGateway(path)) return new Refusal(401, 'application/json', { message: 'Unauthorized', status: 401 });
  return problem(401, 'Unauthorized');
}

function forbidden(path: string): Refusal {
  if (isGateway(path))
    return new Refusal(403, 'application/json', { code: 7, message: 'usage constraint error', details: [] });
  return problem(403, 'You do not have permission to perform this action');
}

function refuse(refusal: Refusal, state: State): SimulatedResponse {
  const instance =
    refusal.contentType === 'application/problem+json' ? { instance: `kong:trace:${state.requests}` } : {};
  return {
    status: refusal.status,
    headers: { 'content-type': refusal.contentType },
    body: { ...refusal.fields, ...instance },
  };
}
