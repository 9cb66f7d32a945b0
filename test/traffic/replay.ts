import { EXCEPTIONS, SYSTEM_TEAMS } from './exceptions.ts';
import { Identities } from './identities.ts';
import { type RecordedRequest, readRecording } from './recording.ts';

/** A recorded request that the simulator refused although the recorded server did not, and that no exception covers. */
export interface Refused {
  readonly request: RecordedRequest;
  readonly status: number;
  readonly body: unknown;
}

export interface Replay {
  readonly requests: number;
  readonly refused: readonly Refused[];
  /** The exceptions that were used. */
  readonly excused: readonly string[];
}

type Send = (
  method: string,
  host: string,
  path: string,
  query?: string,
  body?: unknown,
) => Promise<{ status: number; body: unknown }>;

/**
 * Sends a recording's requests to a simulator, one after the other, with the simulator's ids in place of the recorded
 * ones. Gateway services that an API is linked to, and that were never made in the recording, are made first.
 * @param file the recording's name, such as `koctl-run.jsonl`.
 * @param simulator a running simulator, whose state is then what the tool would have left.
 */
export async function replay(file: string, simulator: { readonly url: string }, token: string): Promise<Replay> {
  const send = sender(simulator.url, token);
  const identities = new Identities();
  const requests = readRecording(file);
  await learnSystemTeams(send, identities);
  await createPlanes(requests, send, identities);

  const refused: Refused[] = [];
  const excused = new Set<string>();
  for (const request of requests) {
    const path = identities.path(request.path);
    const body = identities.body(request.body, path.endsWith('/users') ? 'users' : undefined);
    await createLinkedService(request, body, send);
    const answer = await send(request.method, request.host, path, identities.query(request.query), body);
    learn(identities, request, answer.body);
    if (answer.status < 400 || request.status >= 400) continue;
    const exception = EXCEPTIONS.find(({ status, allows }) => status === answer.status && allows(request));
    if (exception === undefined) refused.push({ request, ...answer });
    else excused.add(exception.reason);
  }
  return { requests: requests.length, refused, excused: [...excused] };
}

function sender(url: string, token: string): Send {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return async (method, host, path, query = '', body) => {
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await fetch(`${url}/${host}${path}${query === '' ? '' : `?${query}`}`, init);
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
}

async function learnSystemTeams(send: Send, identities: Identities): Promise<void> {
  const { body } = await send('GET', 'global', '/v3/teams', 'page[size]=100');
  for (const [recorded, name] of Object.entries(SYSTEM_TEAMS)) {
    const id = items(body).find((team) => team.name === name)?.id;
    if (id !== undefined) identities.set(recorded, String(id));
  }
}

/** Creates the control planes that exist before decK's recordings begin. */
async function createPlanes(requests: readonly RecordedRequest[], send: Send, identities: Identities): Promise<void> {
  const listed = requests.find(({ path }) => path === '/konnect-api/api/runtime_groups');
  for (const { id, name } of items(listed?.answer)) {
    const { body } = await send('POST', 'us', '/v2/control-planes', '', { name });
    identities.set(String(id), String((body as { id: string }).id));
  }
}

async function createLinkedService(request: RecordedRequest, body: unknown, send: Send): Promise<void> {
  if (request.method !== 'POST' || !request.path.endsWith('/implementations')) return;
  const { service } = body as { service?: { control_plane_id: string; id: string } };
  if (service === undefined) return;
  const path = `/v2/control-planes/${service.control_plane_id}/core-entities/services/${service.id}`;
  await send('PUT', request.host, path, '', { name: 'recorded', host: 'recorded.example.com' });
}

/** Records ids from answers to POST, and from lists with a single object. */
function learn(identities: Identities, request: RecordedRequest, answer: unknown): void {
  if (request.path.includes('/core-entities/')) return;
  const collection = request.path.split('/').at(-1) ?? '';
  const id = (answer as { id?: unknown } | undefined)?.id;
  if (request.method === 'POST' && typeof id === 'string') identities.saw(collection, id);
  const [only, ...others] = request.method === 'GET' ? items(answer) : [];
  if (only !== undefined && others.length === 0 && typeof only.id === 'string') identities.saw(collection, only.id);
}

function items(answer: unknown): { readonly id?: unknown; readonly name?: unknown }[] {
  if (Array.isArray(answer)) return answer;
  const data = (answer as { data?: unknown } | undefined)?.data;
  return Array.isArray(data) ? data : [];
}
