import { inheritOrigin } from '@konduct/core/source/origin';
import { compareText } from '@konduct/core/value/compare-text';
import { fromToken, toToken } from '@konduct/core/value/json-pointer';
import { isRecord } from '@konduct/core/value/record';
import { sameValue } from '@konduct/core/value/same-value';
import { plain } from './plain.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * The paths that may have changed for callers: the path itself differs, or a component that it reaches. Paths that
 * differ only in the names of their parameters (`/a/{id}`, `/a/{key}`) form one group, so that they stay together.
 *
 * @param before and `after` are OpenAPI 3 documents whose values have their types
 */
export function changedPaths(before: Json, after: Json): readonly (readonly string[])[] {
  return changedGroups(plain(before), plain(after));
}

function changedGroups(before: Json, after: Json): readonly (readonly string[])[] {
  const all = [...new Set([...Object.keys(pathsOf(before)), ...Object.keys(pathsOf(after))])].sort(compareText);
  const groups = [...Map.groupBy(all, (path) => path.replace(/\{[^{}]*\}/g, '{}')).values()];
  if (!sameValue(before.security, after.security)) return groups;
  const changed = changedComponents(before, after);
  return groups.filter((group) =>
    group.some((path) => {
      const [old, recent] = [pathsOf(before)[path], pathsOf(after)[path]];
      return !sameValue(old, recent) || pointersIn(old).some((name) => changed.has(name));
    }),
  );
}

/** A document with only some of its paths, and with the components that these reach. */
export function partOf(document: Json, paths: readonly string[]): Json {
  const all = pathsOf(document);
  const kept = paths.filter((path) => Object.hasOwn(all, path));
  const reached = reach(document, [...kept.map((path) => all[path]), document.security]);
  const names = new Set([...kept, ...reached.flatMap((pointer) => pathIn(pointer) ?? [])]);
  const components = isRecord(document.components) ? document.components : {};
  const wanted = new Set(reached);
  const parts = Object.entries(components).map(([section, members]) => {
    if (section === 'securitySchemes' || !isRecord(members)) return [section, members];
    return [section, only(members, (name) => wanted.has(pointerOf(section, name)))];
  });
  // Other members, such as extensions, are kept, since parts may refer to them. Webhooks belong to no path.
  return {
    ...only(document, (name) => name !== 'webhooks'),
    paths: only(all, (name) => names.has(name)),
    components: Object.fromEntries(parts),
  };
}

function only(members: Json, test: (name: string) => boolean): Json {
  const kept = Object.fromEntries(Object.entries(members).filter(([name]) => test(name)));
  return inheritOrigin(kept, members);
}

function pathsOf({ paths }: Json): Json {
  return isRecord(paths) ? paths : {};
}

function pointerOf(section: string, name: string): string {
  return `#/components/${section}/${toToken(name)}`;
}

/** The path in a pointer into `paths`. */
function pathIn(pointer: string): string | undefined {
  const [, token] = /^#\/paths\/([^/]+)/.exec(pointer) ?? [];
  return token === undefined ? undefined : fromToken(token);
}

/** Components that differ, or that reach one that differs. */
function changedComponents(before: Json, after: Json): ReadonlySet<string> {
  const [old, recent] = [components(before), components(after)];
  const changed = new Set<string>();
  const users = new Map<string, string[]>();
  for (const [name, value] of [...old, ...recent]) {
    if (!sameValue(old.get(name), recent.get(name))) changed.add(name);
    for (const used of pointersIn(value)) users.set(used, [...(users.get(used) ?? []), name]);
  }
  for (const name of changed) for (const user of users.get(name) ?? []) changed.add(user);
  return changed;
}

function components({ components }: Json): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [section, members] of Object.entries(isRecord(components) ? components : {})) {
    if (isRecord(members))
      for (const [name, value] of Object.entries(members)) found.set(pointerOf(section, name), value);
  }
  return found;
}

/** The pointers to components and paths that values reach, directly or through others. */
function reach(document: Json, values: readonly unknown[]): readonly string[] {
  const known = components(document);
  const reached = new Set(values.flatMap(pointersIn));
  for (const pointer of reached) {
    const path = pathIn(pointer);
    const value = path === undefined ? known.get(pointer) : pathsOf(document)[path];
    for (const next of pointersIn(value)) reached.add(next);
  }
  return [...reached];
}

/** The texts in a value that point into the document: references, and mappings of discriminators. */
function pointersIn(value: unknown): string[] {
  if (typeof value === 'string') return value.startsWith('#/') ? [componentOf(decoded(value))] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(pointersIn);
}

/** The component in a pointer. */
function componentOf(pointer: string): string {
  return /^#\/components\/[^/]+\/[^/]+/.exec(pointer)?.[0] ?? pointer;
}

function decoded(pointer: string): string {
  try {
    return decodeURIComponent(pointer);
  } catch {
    return pointer;
  }
}
