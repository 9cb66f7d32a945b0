import { digestLabel } from '@konduct/core/provider/ownership';
import type { Update, Write } from '@konduct/core/provider/provider';
import { isRecord } from '@konduct/core/value/record';
import { createdAtField, idField, idOf, labelsField, updatedAtField } from './field-shapes.ts';
import type { KonnectKind, Step } from './kind.ts';
import { fillPath } from './path.ts';
import { admin, creator, viewer } from './role.ts';
import { changedBody, createBody, patch, post, scopeOf } from './step.ts';

const entityType = 'Portals';
const visibilities = ['public', 'private'];

/** Konnect API contract 3.15.0, `/v3/portals`. `default_content` is ours: it asks for the pages Konnect offers a new portal. */
export const portal: KonnectKind = {
  name: 'Portal',
  description: 'A developer portal.',
  scope: 'regional',
  fields: {
    name: {
      type: 'string',
      description: 'Its name, unique in a region.',
      required: true,
      minLength: 1,
      maxLength: 255,
    },
    display_name: { type: 'string', description: 'The name visitors see.', minLength: 1, maxLength: 255 },
    description: { type: 'string', description: 'What it is for.', maxLength: 512, nullable: true },
    authentication_enabled: { type: 'boolean', description: 'Whether visitors can sign in.' },
    rbac_enabled: { type: 'boolean', description: 'Whether roles decide what developers see.' },
    default_api_visibility: { type: 'string', description: 'Who sees an API published later.', enum: visibilities },
    default_page_visibility: { type: 'string', description: 'Who sees a page made later.', enum: visibilities },
    default_application_auth_strategy_id: {
      ...idOf('the authentication strategy of publications that name none'),
      nullable: true,
    },
    auto_approve_developers: { type: 'boolean', description: 'Whether developers need no approval.' },
    auto_approve_applications: { type: 'boolean', description: 'Whether applications need no approval.' },
    default_content: {
      type: 'boolean',
      description: "Whether the portal starts with Konnect's default pages.",
      unlisted: 'assume',
    },
    labels: labelsField,
  },
  computed: {
    id: idField,
    default_domain: { type: 'string', description: 'The host name Konnect gave it.' },
    canonical_domain: { type: 'string', description: 'The host name visitors use.' },
    created_at: createdAtField,
    updated_at: updatedAtField,
  },
  identity: ['name'],
  collection: [],
  ownership: 'labels',
  markedByKoctl: true,
  list: { path: '/v3/portals', paging: 'page', pageSize: 100, lookup: { name: 'filter[name][eq]' } },
  roles: { read: viewer(entityType), create: creator(entityType), update: admin(entityType) },
  refusesDuplicates: true,
  create,
  update,
};

const ours = ['default_content'];

/** The digest comes last: a portal without it is not finished. */
function create(write: Write): readonly Step[] {
  const first = (body: Write) => post('/v3/portals', write, createBody(body, '/v3/portals', ours));
  if (write.desired.default_content !== true) return [first(write)];
  const { digest, ...undigested } = write;
  const fill = (template: string, answers: readonly unknown[]) => {
    const [created] = answers;
    return fillPath(template, isRecord(created) ? created : {});
  };
  const scope = scopeOf(write);
  const steps: Step[] = [first(undigested), defaultContent(scope, (answers) => fill('/v3/portals/{id}', answers))];
  if (digest === undefined) return steps;
  const body = { labels: { [digestLabel]: digest } };
  steps.push({
    request: (answers) => ({ method: 'PATCH', scope, path: fill('/v3/portals/{id}', answers), body }),
    returnsObject: true,
    repeatable: true,
  });
  return steps;
}

function update(update: Update): readonly Step[] {
  const steps: Step[] = [];
  if (update.changed.includes('default_content') && update.desired.default_content === true) {
    const path = fillPath('/v3/portals/{id}', update.observed.fields);
    steps.push(defaultContent(scopeOf(update), () => path));
  }
  const body = changedBody(update, { without: ours });
  return Object.keys(body).length > 0 ? [...steps, patch('/v3/portals/{id}', update, body)] : steps;
}

/** Doing it again changes nothing (Konnect API contract 3.15.0). */
function defaultContent(scope: string, portalPath: (answers: readonly unknown[]) => string): Step {
  return {
    request: (answers) => ({ method: 'POST', scope, path: `${portalPath(answers)}/default-content` }),
    returnsObject: false,
    repeatable: true,
  };
}
