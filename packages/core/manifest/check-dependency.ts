import { closeName } from '../cel/suggestion.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { rangeOf } from '../source/origin.ts';
import type { ManifestEnvironment } from './table/environment.ts';
import type { ManifestOrganization } from './table/organization.ts';

/**
 * Checks `depends-on` in an organization: the environments it names must exist, and none may depend on itself, directly
 * or through others.
 */
export function checkDependencies(organization: ManifestOrganization): Diagnostic[] {
  const { environments } = organization;
  const diagnostics: Diagnostic[] = [];
  for (const environment of environments.values()) {
    for (const [index, name] of environment.dependsOn.entries()) {
      if (environments.has(name)) continue;
      const meant = closeName(name, [...environments.keys()]);
      const message = `The organization ${organization.key} has no environment \`${name}\``;
      diagnostics.push(
        finding('reference-unknown', message, rangeOf(environment.dependsOn, String(index)), {
          cause: 'An environment can depend on others of its own organization.',
          fix:
            meant === undefined ? `Name one of ${[...environments.keys()].join(', ')}.` : `Did you mean \`${meant}\`?`,
        }),
      );
    }
  }
  return [...diagnostics, ...cyclesIn(environments)];
}

/** One finding for each circle, at the environment of it that the file defines first. */
function cyclesIn(environments: ReadonlyMap<string, ManifestEnvironment>): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const done = new Set<string>();
  const visit = (environment: ManifestEnvironment, path: readonly string[]) => {
    for (const [index, name] of environment.dependsOn.entries()) {
      const next = environments.get(name);
      const start = path.indexOf(name);
      if (start !== -1) {
        const circle = [...path.slice(start), name].join(' -> ');
        diagnostics.push(
          finding(
            'manifest-value',
            `Environments depend on each other in a circle: ${circle}`,
            rangeOf(environment.dependsOn, String(index)),
            {
              cause: 'Each would wait for the other.',
              fix: 'Remove one of the dependencies.',
            },
          ),
        );
      } else if (next && !done.has(name)) visit(next, [...path, name]);
    }
    done.add(environment.key);
  };
  for (const environment of environments.values())
    if (!done.has(environment.key)) visit(environment, [environment.key]);
  return diagnostics;
}
