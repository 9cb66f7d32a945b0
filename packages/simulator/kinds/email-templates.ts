import { scopeOf } from '../collection.ts';
import { answer } from '../request.ts';
import { type Call, param, type Route } from '../route.ts';
import { check } from '../rules/check.ts';
import { type Fields, mergePatch } from '../rules/merge.ts';
import { notFound } from '../rules/problem.ts';
import { inContract } from '../rules/shape.ts';
import type { Row } from '../store/table.ts';
import { EMAIL_TEMPLATES, type EmailTemplate, emailVariables } from './email-template-catalogue.ts';
import { PORTAL } from './portal-pages.ts';

const ALL = '/v3/portals/email-templates';
const OF_PORTAL = '/v3/portals/{portalId}/email-templates';

/** The template in a path. @throws Refusal 404 when the contract has none with that name. */
function named(call: Call): EmailTemplate {
  const name = param(call, 'templateName');
  const found = EMAIL_TEMPLATES.find((template) => template.name === name);
  if (found === undefined) throw notFound('email template', name);
  return found;
}

/** The templates that a portal has changed: kongctl lists only these, and deletes one to restore the default (seen). */
function customized(call: Call) {
  return call.store.table('email-templates', scopeOf([PORTAL], call));
}

/** @throws Refusal 404 when the portal has not changed the template. */
function ofPortal(call: Call): Row {
  const row = customized(call).get(named(call).name);
  if (row === undefined) throw notFound('email template', param(call, 'templateName'));
  return row;
}

function view({ id, ...row }: Row): Fields {
  const template = EMAIL_TEMPLATES.find(({ name }) => name === id);
  return { ...template, ...row };
}

/** The first PATCH makes the template the portal's own; null restores the default of a text, or of all. */
function patch(call: Call): Row {
  const table = customized(call);
  const { name } = named(call);
  const now = call.state.timestamp();
  const before = table.get(name);
  const merged = mergePatch({ enabled: true, ...before }, check(inContract(), call.body));
  const row = { ...merged, id: name, created_at: before?.created_at ?? now, updated_at: now };
  table.put(row);
  return row;
}

const get = (path: string, run: Route['run']): Route => ({ host: 'regional', method: 'GET', path, run });

/** The mails of portals (Konnect API contract 3.15.0). */
export const emailTemplateRoutes: Route[] = [
  get(ALL, () => answer(200, { data: EMAIL_TEMPLATES })),
  get(`${ALL}/variables`, () => answer(200, { data: emailVariables() })),
  get(`${ALL}/{templateName}`, (call) => answer(200, named(call))),
  get(OF_PORTAL, (call) => answer(200, { data: [...customized(call).rows()].map(view) })),
  get(`${OF_PORTAL}/{templateName}`, (call) => answer(200, view(ofPortal(call)))),
  {
    host: 'regional',
    method: 'PATCH',
    path: `${OF_PORTAL}/{templateName}`,
    run: (call) => answer(200, view(patch(call))),
  },
  {
    host: 'regional',
    method: 'DELETE',
    path: `${OF_PORTAL}/{templateName}`,
    run: (call) => {
      customized(call).remove(ofPortal(call).id);
      return answer(204);
    },
  },
  {
    host: 'regional',
    method: 'POST',
    path: `${OF_PORTAL}/{templateName}/send-test-email`,
    run: (call) => {
      customized(call);
      named(call);
      return answer(204);
    },
  },
];
