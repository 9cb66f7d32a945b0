import { fromToken, toToken } from '@konduct/core/value/json-pointer';
import { isRecord } from '@konduct/core/value/record';

type Json = Readonly<Record<string, unknown>>;

/** The most objects that are looked at: advice is worth no more. */
const mostObjects = 200_000;

/**
 * How to go on with a reference that JSON Schema allows and that leads nowhere in OpenAPI as Konduct and decK read it:
 * by the `$anchor` or `$id` of a schema, or into the `$defs` of the schema that it stands in. They know schemas by their
 * places only.
 *
 * @returns a sentence about what the reference is, and an instruction; undefined for any other reference
 */
export function referenceAdvice(reference: string, document: unknown): { cause: string; fix: string } | undefined {
  const [, file = '', fragment = ''] = /^([^#]*)#?(.*)$/s.exec(reference) ?? [];
  const found = file === '' ? withinSchema(fragment, document) : byId(file, fragment, document);
  if (!found) return undefined;
  return {
    cause: `${found.what}. Konduct and decK find schemas by their places.`,
    fix: `Refer to \`${found.place}\`.`,
  };
}

interface Named {
  readonly what: string;
  /** The reference that leads there. */
  readonly place: string;
}

function withinSchema(fragment: string, document: unknown): Named | undefined {
  if (/^[A-Za-z_][\w.-]*$/.test(fragment)) {
    const place = placeWhere(document, ({ $anchor, $dynamicAnchor }) => [$anchor, $dynamicAnchor].includes(fragment));
    return place === undefined ? undefined : { what: `\`#${fragment}\` is the \`$anchor\` of a schema`, place };
  }
  const [, group = '', token = ''] = /^\/(\$defs|definitions)\/([^/]+)/.exec(fragment) ?? [];
  if (token === '') return undefined;
  const place = placeWhere(document, (node) => {
    const members = node[group];
    return node !== document && isRecord(members) && Object.hasOwn(members, fromToken(token));
  });
  const what = `\`#${fragment}\` counts from the top of the document, and \`${group}\` stands in a schema`;
  return place === undefined ? undefined : { what, place: `${place}${fragment}` };
}

function byId(file: string, fragment: string, document: unknown): Named | undefined {
  const place = placeWhere(
    document,
    ({ $id }) => typeof $id === 'string' && ($id === file || $id.endsWith(`/${file.replace(/^\.?\//, '')}`)),
  );
  const pointer = fragment.startsWith('/') ? fragment : '';
  return place === undefined
    ? undefined
    : { what: `\`${file}\` is the \`$id\` of a schema`, place: `${place}${pointer}` };
}

/** The reference to the first object in a document that fits. */
function placeWhere(document: unknown, fits: (node: Json) => boolean): string | undefined {
  const seen = new Set<object>();
  const pending: (readonly [unknown, string])[] = [[document, '#']];
  // The list grows while it is walked.
  for (const [value, at] of pending) {
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    if (seen.size >= mostObjects) return undefined;
    seen.add(value);
    if (isRecord(value) && fits(value)) return at;
    for (const [key, member] of Object.entries(value)) pending.push([member, `${at}/${toToken(key)}`]);
  }
  return undefined;
}
