import { digestLabel } from '@konduct/core/provider/ownership';
import type { Update, Write } from '@konduct/core/provider/provider';
import { isRecord } from '@konduct/core/value/record';
import { valueAt } from '@konduct/core/value/value-at';
import type { Step } from './kind.ts';
import { fillPath } from './path.ts';
import { changedBody, createBody, patch, post, scopeOf, unvouched } from './step.ts';

const ours = ['default_content'];

/**
 * The requests that make a portal, with Konnect's default pages where the template wants them. The digest label is
 * written last: a portal without it is unfinished.
 */
export function createPortal(write: Write): readonly Step[] {
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

/** The requests that change a portal. Pages that it was to begin with, and that an earlier run did not make, come first. */
export function updatePortal(update: Update): readonly Step[] {
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
export function isUntouchedDefault(page: unknown): boolean {
  return defaultSlugs.has(valueAt(page, 'slug')) && valueAt(page, 'created_at') === valueAt(page, 'updated_at');
}
