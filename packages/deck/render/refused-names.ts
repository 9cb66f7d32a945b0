import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { keyRangeOf, rangeOf } from '@konduct/core/source/origin';
import { type SourceRange, startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { parseYaml } from '@konduct/core/source/yaml';
import { isRecord } from '@konduct/core/value/record';
import { readDocument } from '@konduct/openapi/document/read-document';
import { patternProblem } from './path-pattern.ts';

/**
 * Finds names that Kong would refuse in the middle of a sync: entities without a name, which decK makes from titles
 * without a letter, and invalid patterns of paths.
 *
 * @param converted decK's configuration of a service, with all patches applied
 */
export function refusedNames(specification: SourceFile, converted: string): Diagnostic[] {
  if (!isSuspicious(converted)) return [];
  const { value } = parseYaml({ path: '', text: converted });
  const { value: document } = readDocument(specification);
  const found: Diagnostic[] = [];
  for (const service of listIn(value, 'services')) {
    if (isNameless(service.name)) found.push(nameless(document, specification));
    for (const route of listIn(service, 'routes')) {
      if (isNameless(route.name)) found.push(namelessRoute(document, specification, route));
      for (const path of pathsOf(route)) {
        const why = path.startsWith('~') ? patternProblem(path.slice(1)) : undefined;
        if (why !== undefined) found.push(badPattern(path, why, document, specification));
      }
    }
  }
  const distinct = new Map(found.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic]));
  return [...distinct.values()].slice(0, most);
}

/** The most findings of one kind: a specification may have thousands. */
const most = 20;

/** Whether a configuration may have such names, by its text alone. Most have none and need not be parsed. */
function isSuspicious(text: string): boolean {
  if (/^\s*(?:- )?name: *(?:""|'')? *$/m.test(text)) return true;
  return text.split('\n').some((line) => {
    const path = /^\s*- *['"]?~(.*?)['"]?$/.exec(line)?.[1];
    return path !== undefined && patternProblem(path) !== undefined;
  });
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
  return finding('name-refused', message, placeOf(path, document) ?? startOf(file.path), {
    cause: 'decK makes names of letters and digits, and Kong refuses an empty one.',
    fix: 'Give the operation an `x-kong-name`.',
  });
}

function badPattern(path: string, why: string, document: unknown, file: SourceFile): Diagnostic {
  const message = `Kong would refuse the path ${JSON.stringify(path.slice(0, 200))} of a route of ${file.path}: ${why}`;
  return finding('field-value', message, placeOf(path, document) ?? startOf(file.path), {
    cause: 'decK makes a regular expression of each path, with a group for each parameter, called like it.',
    fix: 'Call the parameters of the path by different names that begin with a letter.',
  });
}

/**
 * The place of the path in the document that decK made a pattern of: both are the same without parameters and escapes.
 */
function placeOf(pattern: string, document: unknown): SourceRange | undefined {
  const paths = isRecord(document) && isRecord(document.paths) ? document.paths : {};
  const plain = pattern
    .replace(/^~|\$$/g, '')
    .replace(/\(\?<[^>]*>\[\^#\?\/\][+*]\)/g, '{}')
    .replace(/\\(.)/g, '$1');
  const key = Object.keys(paths).find((path) => path.replace(/\{[^}]+\}/g, '{}').replace(/\\(.)/g, '$1') === plain);
  return key === undefined ? undefined : keyRangeOf(paths, key);
}

function pathsOf({ paths }: Readonly<Record<string, unknown>>): string[] {
  return Array.isArray(paths) ? paths.filter((path) => typeof path === 'string') : [];
}

function listIn(value: unknown, key: string): Readonly<Record<string, unknown>>[] {
  const list = isRecord(value) ? value[key] : undefined;
  return Array.isArray(list) ? list.filter(isRecord) : [];
}
