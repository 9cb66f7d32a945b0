import type { Fields, Update } from '@konduct/core/provider/provider';
import { isRecord } from '@konduct/core/value/record';
import { isKonnectKind, type Step } from './kind.ts';
import { fillPath } from './path.ts';
import { createBody, scopeOf } from './step.ts';

/**
 * A GET of the object, and a PUT of what it has with the template's values over it: for objects that only a PUT changes. A
 * PUT replaces, so that members which the template does not have are sent as they were. Members of objects are merged;
 * lists and labels are replaced.
 */
export function putMerged(path: string, update: Update): readonly Step[] {
  const filled = fillPath(path, update.observed.fields);
  const scope = scopeOf(update);
  return [
    { request: () => ({ method: 'GET', scope, path: filled }), returnsObject: true, repeatable: true, reads: true },
    {
      request: (answers) => ({ method: 'PUT', scope, path: filled, body: mergedBody(update, answers.at(-1)) }),
      returnsObject: true,
      repeatable: true,
    },
  ];
}

function mergedBody(update: Update, answer: unknown): Fields {
  const { computed, fields } = update.kind;
  const labelsIn = isKonnectKind(update.kind) ? update.kind.labelsIn : undefined;
  const kept = Object.entries(isRecord(answer) ? answer : {}).filter(([name]) => !Object.hasOwn(computed, name));
  const { labels, ...written } = createBody(update, '');
  const emptied = Object.entries(update.desired).flatMap(([name, value]) => {
    // The text with the labels is never without them.
    if (value !== null || fields[name]?.nullable || name === labelsIn) return [];
    return [[name, fields[name]?.empty] as const];
  });
  const body = { ...merged(Object.fromEntries(kept), written), ...Object.fromEntries(emptied) };
  return labels === undefined ? body : { ...body, labels };
}

function merged(before: Fields, over: Fields): Fields {
  const pairs = Object.entries(over).map(([name, value]) => {
    const old = before[name];
    return [name, isRecord(old) && isRecord(value) ? merged(old, value) : value] as const;
  });
  return { ...before, ...Object.fromEntries(pairs) };
}
