import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { type SourceRange, showRange } from '../source/range.ts';
import type { Blueprint, Member } from './blueprint.ts';

/**
 * The parameters that levels of the manifest say for everything below them. A blueprint takes those that it declares;
 * one that none of them declares is a mistake.
 */
export class InheritedParameters {
  readonly #places = new Map<string, { readonly name: string; readonly place: SourceRange }>();
  readonly #declared = new Set<string>();

  /** Notes the parameters that a blueprint takes: the fields of its schema without a value from the template. */
  declare(blueprint: Blueprint, template: readonly Member[]): void {
    const given = new Set(template.map(({ name }) => name));
    for (const name of blueprint.spec.members.keys()) if (!given.has(name)) this.#declared.add(name);
  }

  /** Notes a parameter from a level above an instance. */
  readonly note = (name: string, place: SourceRange): void => {
    this.#places.set(showRange(place), { name, place });
  };

  /** Findings about parameters that no blueprint takes, in the order in which they were noted. */
  unused(): Diagnostic[] {
    return [...this.#places.values()].flatMap(({ name, place }) => {
      if (this.#declared.has(name)) return [];
      const message = `No blueprint that gets the parameter ${JSON.stringify(name)} declares it`;
      return [
        finding('parameter-invalid', message, place, {
          cause: 'It is given to the blueprints of what is below, of which each takes what its schema has.',
          fix: 'Correct its name, or declare it in the schema of a blueprint.',
        }),
      ];
    });
  }
}
