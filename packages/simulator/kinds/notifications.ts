import { type Collection, existing, type Parent, routesOf } from '../collection.ts';
import { answer } from '../request.ts';
import type { Call, Route } from '../route.ts';
import { check } from '../rules/check.ts';
import { NAME } from '../rules/filter.ts';
import { allItems, cursorPage, LINKS_IN_PAGE } from '../rules/page.ts';
import { notFound } from '../rules/problem.ts';
import { choice, flag, inContract, list, openRecord, required, text } from '../rules/shape.ts';
import type { Row } from '../store/table.ts';

interface Event {
  readonly id: string;
  readonly namespace: string;
  readonly entity: string;
  readonly title: string;
  readonly description: string;
}

/** One event for each namespace and entity type that is needed; `invoice-ready` is the one in koctl's recordings. */
const EVENTS: readonly Event[] = [
  {
    id: 'invoice-ready',
    namespace: 'plan-and-usage',
    entity: 'billing-invoice',
    title: 'Invoice ready',
    description: 'An invoice is ready to be viewed.',
  },
  {
    id: 'access-token-expiring',
    namespace: 'organization',
    entity: 'access-token',
    title: 'Access token expiring',
    description: 'An access token is about to expire.',
  },
  {
    id: 'audit-log-webhook-down',
    namespace: 'organization',
    entity: 'webhook',
    title: 'Audit log webhook down',
    description: 'The audit log webhook cannot be reached.',
  },
  {
    id: 'developer-signed-up',
    namespace: 'dev-portal',
    entity: 'dev-portal',
    title: 'Developer signed up',
    description: 'A developer asks for access to a portal.',
  },
  {
    id: 'data-plane-node-down',
    namespace: 'gateway-manager',
    entity: 'dataplane',
    title: 'Data plane node down',
    description: 'A data plane node lost its connection.',
  },
];

const EVENT: Parent = { table: 'notification-events', parameter: 'eventId', noun: 'event' };

/** The events as rows, so that subscriptions have a parent. */
function eventTable(call: Call) {
  const table = call.store.table(EVENT.table);
  if (table.size === 0) for (const { id } of EVENTS) table.put({ id });
  return table;
}

const subscription = {
  regions: required(list(choice('US', 'EU', 'AU', 'ME', 'IN', '*'))),
  entities: required(list(text())),
  channels: required(list(openRecord({ type: required(choice('EMAIL', 'IN_APP')), enabled: required(flag()) }))),
  enabled: required(flag()),
  // The contract requires it; koctl is older and omits it or leaves it empty (seen), so it is filled in.
  name: text(),
};

const subscriptions: Collection = {
  host: 'global',
  path: '/v1/notifications/configurations/{eventId}/subscriptions',
  parameter: 'subscriptionId',
  table: 'subscriptions',
  noun: 'subscription',
  parents: [EVENT],
  listing: { filters: {} },
  page: (call, table, listing) =>
    cursorPage(
      call,
      [...table.rows()].filter((row) => isOwn(row, call)),
      listing,
      LINKS_IN_PAGE,
    ),
  create: openRecord(subscription),
  update: openRecord(subscription),
  view: ({ owner: _, ...row }) => row,
  build: ({ regions, entities, channels, enabled, name = '' }, call) => ({
    entity_type: EVENTS.find(({ id }) => id === call.params.eventId)?.entity,
    regions,
    entities,
    channels,
    enabled,
    name,
    ...(call.token.user === undefined ? {} : { owner: call.token.user }),
  }),
  merge: (before, body) => ({ ...before, ...body }),
};

/** Whether a subscription is that of the token's owner: people see and change no others (inferred from koctl, which ends those that it lists). */
function isOwn({ owner }: Row, call: Call): boolean {
  return owner === call.token.user;
}

/** @throws Refusal 404 for the subscription of somebody else. */
function refuseOthers(call: Call): void {
  const { eventId = '', subscriptionId } = call.params;
  const row =
    subscriptionId === undefined ? undefined : call.store.table(subscriptions.table, eventId).get(subscriptionId);
  if (row !== undefined && !isOwn(row, call)) throw notFound(subscriptions.noun, row.id);
}

/** The events of the organization, each with the number of its subscriptions (Konnect API contract 3.15.0). */
function configurations(call: Call) {
  const rows: Row[] = EVENTS.map(({ id, namespace, title, description }) => ({
    id,
    event_id: id,
    event_title: title,
    event_description: description,
    event_namespace: namespace,
    event_subscription_count: [...call.store.table('subscriptions', id).rows()].filter((row) => isOwn(row, call))
      .length,
    default_subscription: [
      { channel: 'EMAIL', enabled: true },
      { channel: 'IN_APP', enabled: true },
    ],
  }));
  const filters = { event_title: NAME, event_description: NAME, event_namespace: NAME, region: NAME };
  return answer(200, { data: allItems(call, rows, { filters, item: ({ id: _, ...event }) => event }) });
}

/** The notifications of the organization. The simulator makes none; a loaded state may have some. */
const inbox: Collection = {
  host: 'global',
  path: '/v1/notifications/inbox',
  parameter: 'notificationId',
  table: 'inbox',
  noun: 'notification',
  listing: { filters: { title: NAME, namespace: NAME, region: NAME, status: NAME } },
  page: (call, table, listing) => cursorPage(call, table, listing, LINKS_IN_PAGE),
  update: inContract(),
};

/**
 * `POST …/inbox/bulk`: one status for several notifications.
 *
 * @throws Refusal 404 when one of them does not exist; none is written then.
 */
function writeMany(call: Call) {
  const { ids = [], status } = check(inContract(), call.body) as { ids?: string[]; status?: string };
  const found = ids.map((id) => existing(call, inbox.table, id, inbox.noun));
  const updated_at = call.state.timestamp();
  for (const row of found) call.store.table(inbox.table).put({ ...row, status, updated_at });
  return answer(200);
}

export const notificationRoutes: Route[] = [
  ...routesOf(inbox),
  { host: 'global', method: 'POST', path: `${inbox.path}/bulk`, run: writeMany },
  { host: 'global', method: 'GET', path: '/v1/notifications/configurations', run: configurations },
  ...routesOf(subscriptions).map((route) => ({
    ...route,
    run: (call: Call) => {
      eventTable(call);
      refuseOthers(call);
      return route.run(call);
    },
  })),
];
