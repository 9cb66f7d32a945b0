import { digestLabel } from '@konduct/core/provider/ownership';
import type { Update, Write } from '@konduct/core/provider/provider';
import { isRecord } from '@konduct/core/value/record';
import { valueAt } from '@konduct/core/value/value-at';
import { createdAtField, idField, idOf, labelsField, updatedAtField } from './field-shapes.ts';
import type { KonnectKind, Step } from './kind.ts';
import { fillPath } from './path.ts';
import { admin, creator, viewer } from './role.ts';
import { changedBody, createBody, patch, post, scopeOf, unvouched } from './step.ts';

const entityType = 'Portals';
const visibilities = ['public', 'private'];

/**
 * Konnect API contract 3.15.0, `/v3/portals`. `default_content` is a field of Konduct's: with it, a new portal gets the
 * pages that Konnect offers.
 */
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
    authentication_enabled: {
      type: 'boolean',
      description: 'Whether visitors can sign in.',
      exposure: [
        { value: true, means: 'asks visitors to sign in' },
        { value: false, means: 'is open to visitors who do not sign in' },
      ],
    },
    rbac_enabled: {
      type: 'boolean',
      description: 'Whether roles decide what developers see.',
      exposure: [
        { value: true, means: 'shows developers what their roles allow' },
        { value: false, means: 'shows every developer everything' },
      ],
    },
    default_api_visibility: {
      type: 'string',
      description: 'Who sees an API published later.',
      enum: visibilities,
      exposure: [
        { value: 'private', means: 'keeps APIs published later private' },
        { value: 'public', means: 'makes APIs published later public' },
      ],
    },
    default_page_visibility: {
      type: 'string',
      description: 'Who sees a page made later.',
      enum: visibilities,
      exposure: [
        { value: 'private', means: 'keeps pages made later private' },
        { value: 'public', means: 'makes pages made later public' },
      ],
    },
    default_application_auth_strategy_id: {
      ...idOf('the authentication strategy of publications that name none', 'ApplicationAuthStrategy'),
      nullable: true,
    },
    auto_approve_developers: {
      type: 'boolean',
      description: 'Whether developers need no approval.',
      exposure: [
        { value: false, means: 'lets developers in after an approval' },
        { value: true, means: 'lets developers in without an approval' },
      ],
    },
    auto_approve_applications: {
      type: 'boolean',
      description: 'Whether applications need no approval.',
      exposure: [
        { value: false, means: 'lets applications in after an approval' },
        { value: true, means: 'lets applications in without an approval' },
      ],
    },
    default_content: {
      type: 'boolean',
      description: "Whether the portal starts with Konnect's default pages.",
      compare: 'assumed',
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
  unique: [['name']],
  collection: [],
  ownership: 'labels',
  markedByKoctl: true,
  cannotBeUndone: [
    { what: "the portal's address", has: 'always' },
    {
      what: 'its developers, and applications with their credentials',
      has: { contents: ['developers', 'applications'] },
    },
    { what: 'its pages that no manifest declares', has: { contents: ['pages'] } },
    { what: 'its domain, appearance and sign-in as set by hand', has: 'unknown' },
  ],
  contents: ['pages', 'developers', 'applications'],
  list: { path: '/v3/portals', paging: 'page', pageSize: 100, lookup: { name: 'filter[name][eq]' } },
  item: '/v3/portals/{id}',
  forced: { force: 'true' },
  holds: {
    pages: [{ list: { path: '/v3/portals/{id}/pages', paging: 'tree' }, name: 'title', ours: isUntouchedDefault }],
    developers: [{ list: { path: '/v3/portals/{id}/developers', paging: 'page', pageSize: 100 }, name: 'email' }],
    applications: [{ list: { path: '/v3/portals/{id}/applications', paging: 'page', pageSize: 100 }, name: 'name' }],
  },
  roles: { read: viewer(entityType), create: creator(entityType), update: admin(entityType) },
  refusesDuplicates: true,
  create,
  update,
};

const ours = ['default_content'];

/** The digest label is written last: a portal without it is unfinished. */
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
  if (!update.changed.includes('default_content') || update.desired.default_content !== true) return bodyStep(update);
  const path = fillPath('/v3/portals/{id}', update.observed.fields);
  const { steps, rest } = unvouched('/v3/portals/{id}', update);
  return [...steps, defaultContent(scopeOf(update), () => path), ...bodyStep(rest)];
}

function bodyStep(update: Update): readonly Step[] {
  const body = changedBody(update, { without: ours });
  return Object.keys(body).length > 0 ? [patch('/v3/portals/{id}', update, body)] : [];
}

/** Repeating the request changes nothing (Konnect API contract 3.15.0). */
function defaultContent(scope: string, portalPath: (answers: readonly unknown[]) => string): Step {
  return {
    request: (answers) => ({ method: 'POST', scope, path: `${portalPath(answers)}/default-content` }),
    returnsObject: false,
    repeatable: true,
  };
}

/** The pages that `default_content` makes in a new portal (seen in Konnect; the contract names none). */
const defaultSlugs: ReadonlySet<unknown> = new Set(['/', 'home', 'apis', 'getting-started', 'guides']);

/** Whether a page was created with the portal and has not been changed since. */
function isUntouchedDefault(page: unknown): boolean {
  return defaultSlugs.has(valueAt(page, 'slug')) && valueAt(page, 'created_at') === valueAt(page, 'updated_at');
}
