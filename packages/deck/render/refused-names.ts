import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { rangeOf } from '@konduct/core/source/origin';
import { startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { isRecord } from '@konduct/core/value/record';
import { placeOfPath } from './document-operations.ts';
import { patternProblem } from './path-pattern.ts';

/**
 * Finds names that Kong would refuse in the middle of a sync: entities without a name, which decK makes from titles
 * without a letter, and invalid patterns of paths.
 *
 * @param document the value of the specification
 * @param converted the value of decK's configuration of a service, with all patches applied
 */
export function refusedNames(specification: SourceFile, document: unknown, converted: unknown): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const service of listIn(converted, 'services')) {
    if (isNameless(service.name)) found.push(nameless(document, specification));
    for (const route of listIn(service, 'routes')) {
      if (isNameless(route.name)) found.push(namelessRoute(document, specification, route));
      for (const path of pathsOf(route)) {
        const why = path.startsWith('~') ? patternProblem(path.slice(1)) : undefined;
        if (why !== undefined) found.push(badPattern(path, why, document, specification));
      }
    }
  }
  return found;
}

function isNameless(name: unknown): boolean {
  return name === '' || name === null;
}

function nameless(document: unknown, file: SourceFile): Diagnostic {
  const info = isRecord(document) && isRecord(document.info) ? document.info : {};
  const title = typeof info.title === 'string' ? info.title : '';
  const message = `The gateway service of ${file.path} would have no name: its title ${JSON.stringify(title)} has no letter or digit that decK keeps`;
  return finding('name-refused', message, rangeOf(info, 'title') ?? startOf(file.path), {
    cause: 'decK makes names of letters and digits, and Kong refuses an empty one.',
    fix: 'Give the document an `x-kong-name`, or a title with letters.',
  });
}

function namelessRoute(document: unknown, file: SourceFile, route: Readonly<Record<string, unknown>>): Diagnostic {
  const [path = ''] = pathsOf(route);
  const message = `A route of ${file.path} would have no name`;
  return finding('name-refused', message, placeOfPath(path, document) ?? startOf(file.path), {
    cause: 'decK makes names of letters and digits, and Kong refuses an empty one.',
    fix: 'Give the operation an `x-kong-name`.',
  });
}

function badPattern(path: string, why: string, document: unknown, file: SourceFile): Diagnostic {
  const message = `Kong would refuse the path ${JSON.stringify(path.slice(0, 200))} of a route of ${file.path}: ${why}`;
  return finding('field-value', message, placeOfPath(path, document) ?? startOf(file.path), {
    cause: 'decK makes a regular expression of each path, with a group for each parameter, called like it.',
    fix: 'Call the parameters of the path by different names that begin with a letter.',
  });
}

function pathsOf({ paths }: Readonly<Record<string, unknown>>): string[] {
  return Array.isArray(paths) ? paths.filter((path) => typeof path === 'string') : [];
}

function listIn(value: unknown, key: string): Readonly<Record<string, unknown>>[] {
  const list = isRecord(value) ? value[key] : undefined;
  return Array.isArray(list) ? list.filter(isRecord) : [];
}
