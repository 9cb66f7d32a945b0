import { idField } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { identityAdmin } from './role.ts';

/** Konnect API contract 3.15.0, `/v1/notifications/configurations` on the global host: a list without pages. */
export const notificationEvent: KonnectKind = {
  name: 'NotificationEvent',
  description: 'Something that Konnect tells people about; Konnect decides which there are.',
  scope: 'global',
  contract: { version: '3.15.0', paths: ['/v1/notifications/configurations'] },
  assumed: [],
  goesWith: [],
  fields: {
    event_namespace: { type: 'string', description: 'The part of Konnect that it is about, such as plan-and-usage.' },
    event_title: { type: 'string', description: 'Its name for people.' },
    event_description: { type: 'string', description: 'What happens.' },
  },
  computed: { id: { ...idField, description: 'Its id, a word such as invoice-ready.' } },
  identity: ['id'],
  collection: [],
  ownership: 'none',
  title: '{id}',
  external: {
    selector: {},
    yields: 'list',
    source: 'provider',
    describe: () => 'an event that Konnect notifies of',
    matches: () => true,
  },
  list: { path: '/v1/notifications/configurations', paging: 'none' },
  source: { id: 'event_id' },
  roles: { read: identityAdmin },
};
