import { ExpressionError } from '../cel/expression-error.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { rangeOf } from '../source/origin.ts';
import type { SourceRange } from '../source/range.ts';
import { refusedInTag } from '../value/gateway-tag.ts';
import type { ApiNameTemplates } from './api-name.ts';
import { servicesOf, teamsOf } from './effective.ts';
import { konnectScopes, type ScopedEnvironment, sharePortal, showEnvironment } from './konnect-scope.ts';
import type { Manifest } from './manifest.ts';
import type { ManifestService } from './table/service.ts';

interface Api {
  readonly name: string;
  readonly service: ManifestService;
  readonly scoped: ScopedEnvironment;
}

/**
 * Checks the names of APIs: the template must give a name, Kong must accept it in a tag, and it must be unique in an
 * organization and region.
 */
export function checkApiNames(manifest: Manifest, templates: ApiNameTemplates): Diagnostic[] {
  const refusals = new NameRefusals();
  const conflicts = konnectScopes(manifest).flatMap((scope) => {
    const diagnostics: Diagnostic[] = [];
    const apis = new Map<string, Api>();
    // Two services whose names collide do so in every environment. That is one mistake, so each pair is reported once.
    const conflicts = new Set<string>();
    const alike = new Map<ScopedEnvironment, Map<ScopedEnvironment, Api[]>>();
    for (const scoped of scope) {
      for (const api of apisOf(manifest, templates, scoped, diagnostics)) {
        refusals.check(api);
        const first = apis.get(api.name);
        if (!first) apis.set(api.name, api);
        else if (sharePortal(first.scoped, scoped)) continue;
        else if (first.scoped === scoped || first.service !== api.service) {
          // `checkServices` reports a service that two teams claim. Of two services, only the first collision is
          // reported.
          const pair = JSON.stringify([first.service.key, api.service.key]);
          if (first.service.key === api.service.key || conflicts.has(pair)) continue;
          conflicts.add(pair);
          diagnostics.push(conflict(first, api));
        } else {
          const others = alike.get(scoped) ?? new Map<ScopedEnvironment, Api[]>();
          const shared = others.get(first.scoped) ?? [];
          shared.push(api);
          alike.set(scoped, others.set(first.scoped, shared));
        }
      }
    }
    for (const [scoped, others] of alike) {
      for (const [first, shared] of others) diagnostics.push(alikeConflict(first, scoped, shared));
    }
    return diagnostics;
  });
  return [...refusals.diagnostics(), ...conflicts];
}

/**
 * The API names that Kong refuses in a tag: one finding for each `name` or `api-name` text behind them, with the
 * number of places.
 */
class NameRefusals {
  readonly #found = new Map<string, { readonly finding: (places: string) => Diagnostic; readonly places: string[] }>();

  check(api: Api): void {
    const { name, service, scoped } = api;
    const { type } = scoped;
    const refused = refusedInTag(name);
    if (refused === undefined) return;
    const isOfType = refusedInTag(service.name) === undefined;
    const at = isOfType && type ? rangeOf(type, 'apiName') : rangeOf(service, 'name');
    const key = JSON.stringify([at, refused]);
    const place = `${service.key} in ${showEnvironment(scoped)}`;
    const known = this.#found.get(key);
    if (known) {
      known.places.push(place);
      return;
    }
    this.#found.set(key, {
      places: [place],
      finding: (places) => tagRefusal(name, refused, places, isOfType, at),
    });
  }

  diagnostics(): Diagnostic[] {
    return [...this.#found.values()].map(({ finding: tell, places: [first = '', ...others] }) =>
      tell(others.length === 0 ? first : `${first} and ${others.length} more`),
    );
  }
}

function tagRefusal(
  name: string,
  refused: string,
  places: string,
  isOfType: boolean,
  at: SourceRange | undefined,
): Diagnostic {
  const message = `The API name ${JSON.stringify(name)}, for ${places}, holds ${refused}, which Kong refuses in a tag`;
  return finding('name-refused', message, at, {
    cause: 'The gateway service of an API is found by the tag `ko-api-name=<name>`; tags have neither `,` nor `/`.',
    fix: isOfType
      ? 'Write an `api-name` for the environment type without it.'
      : 'Give the service a `name` without it: its key may keep it.',
  });
}

function apisOf(
  manifest: Manifest,
  templates: ApiNameTemplates,
  scoped: ScopedEnvironment,
  diagnostics: Diagnostic[],
): Api[] {
  const { type, environment } = scoped;
  const template = type && templates.get(type.key);
  if (!template) return [];
  const apis: Api[] = [];
  for (const member of teamsOf(manifest, environment)) {
    for (const { service } of servicesOf(member)) {
      // A service without a `name` has been reported. Its stand-in name comes from its key, and is not checked.
      if (!rangeOf(service, 'name')) continue;
      try {
        apis.push({ name: template(service.name, environment.key), service, scoped });
      } catch (error) {
        if (!(error instanceof ExpressionError)) throw error;
        const message = `The API name of ${service.key} in ${showEnvironment(scoped)} cannot be made: ${error.message}`;
        diagnostics.push(
          finding(error.overBudget ? 'expression-budget' : 'expression-failed', message, rangeOf(service, 'name'), {
            fix: `Mend the \`api-name\` of the environment type ${type.key}, or the name of the service.`,
            related: [{ message: 'The template', at: rangeOf(type, 'apiName') }],
          }),
        );
      }
    }
  }
  return apis;
}

function conflict(first: Api, second: Api): Diagnostic {
  const [a, b] = [first, second].map(({ service, scoped }) => `${service.key} in ${showEnvironment(scoped)}`);
  return finding(
    'api-name-conflict',
    `${a} and ${b} would both become the API \`${second.name}\``,
    rangeOf(second.service, 'name'),
    {
      cause: 'An API has one name per organization and region, made of the `name` of its service.',
      fix: 'Give one of the services another `name`.',
      related: [{ message: 'The other one', at: rangeOf(first.service, 'name') }],
    },
  );
}

function alikeConflict(first: ScopedEnvironment, second: ScopedEnvironment, shared: readonly Api[]): Diagnostic {
  const names = shared.slice(0, 3).map(({ name }) => name);
  const shown = names.join(', ') + (shared.length > names.length ? `, … (${shared.length} in all)` : '');
  const message = `${showEnvironment(first)} and ${showEnvironment(second)} would share the APIs ${shown}`;
  return finding('api-name-conflict', message, rangeOf(second.environment, 'type'), {
    cause: 'Both are in one organization and region, and their types give the same names.',
    fix: 'Use a type with `${environment}` in its `api-name` for one of them, or another region.',
    related: [{ message: 'The other one', at: rangeOf(first.environment, 'type') }],
  });
}
