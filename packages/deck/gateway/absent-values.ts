import { sha256 } from '@konduct/core/value/digest';
import { isRecord } from '@konduct/core/value/record';
import { expressionsIn, replaceExpressions, type TemplateExpression } from '../template.ts';
import { SecretPlaces } from './secret-places.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The variables of a decK file that are not set here. A comparison does not need their values: decK is given a stand-in for
 * each, and wherever one stands, the gateway's own value is taken for the right one.
 */
export class AbsentValues {
  /** What decK is told in the place of each value, by the variable's name. */
  readonly variables: Readonly<Record<string, string>>;
  readonly #pattern: RegExp | undefined;
  /** Where a stand-in is a number, a truth value or an address, in which it cannot be recognised. */
  readonly #places: SecretPlaces;

  /**
   * @param text a decK file
   * @param state the same as YAML reads it before its templates are filled in
   * @param names the variables without a value
   */
  constructor(text: string, state: unknown, names: Iterable<string>) {
    const absent = new Set(names);
    const isAbsent = ({ variable }: TemplateExpression) => variable !== undefined && absent.has(variable);
    const expressions = expressionsIn(text).filter(isAbsent);
    const typed = new Set(expressions.flatMap(({ variable, type }) => (type ? (variable ?? []) : [])));
    const urls = new Set(wholeUrls(state));
    this.variables = Object.fromEntries(
      [...absent].map((name) => [name, typed.has(name) ? '1' : urls.has(name) ? urlOf(name) : wordOf(name)]),
    );
    const words = [...absent].filter((name) => !typed.has(name)).map(wordOf);
    this.#pattern = words.length === 0 ? undefined : new RegExp(words.join('|'));
    this.#places = new SecretPlaces(
      onlyWhere(state, (key, value) =>
        expressionsIn(value).some((one) => isAbsent(one) && (key === 'url' || typed.has(one.variable ?? ''))),
      ),
    );
  }

  /** Whether a value has a stand-in in it that can be recognised. */
  isIn(value: unknown): boolean {
    if (typeof value === 'string') return this.#pattern?.test(value) ?? false;
    if (Array.isArray(value)) return value.some((item) => this.isIn(item));
    return isRecord(value) && Object.entries(value).some(([key, member]) => this.isIn(key) || this.isIn(member));
  }

  /** An entity of the file with what the gateway has where a stand-in stands. What the gateway lacks stays as it is. */
  filledFrom(kind: string, before: unknown, after: unknown): unknown {
    return this.#filled(before, after, '', (path) => this.#places.covers(kind, after, path));
  }

  #filled(before: unknown, after: unknown, path: string, isCovered: (path: string) => boolean): unknown {
    if (before === undefined || before === null) return after;
    if (isRecord(after)) return isRecord(before) ? this.#filledFields(before, after, path, isCovered) : after;
    if (path !== '' && typeof before !== 'object' && isCovered(path)) return before;
    if (typeof after === 'string') return typeof before === 'string' && this.#fits(before, after) ? before : after;
    if (!Array.isArray(after) || !Array.isArray(before) || before.length !== after.length) return after;
    return after.map((item, index) => this.#filled(before[index], item, path, isCovered));
  }

  #filledFields(before: Fields, after: Fields, path: string, isCovered: (path: string) => boolean): Fields {
    const inside = (key: string) => (path === '' ? key : `${path}.${key}`);
    const filled = Object.entries(after).map(([key, value]) => {
      const isUnknown = !Object.hasOwn(before, key) && this.isIn(key);
      const others = isUnknown ? Object.keys(before).filter((other) => !Object.hasOwn(after, other)) : [];
      const own = others.find((other) => this.#fits(other, key)) ?? key;
      return [own, this.#filled(before[own], value, inside(key), isCovered)];
    });
    // An address may have a path or none.
    const lacking = Object.entries(before).filter(([key]) => !Object.hasOwn(after, key) && isCovered(inside(key)));
    return Object.fromEntries([...lacking, ...filled]);
  }

  /** Whether a text is another one with something in the places of its stand-ins. */
  #fits(text: string, withStandIns: string): boolean {
    if (!this.#pattern?.test(withStandIns)) return false;
    const around = withStandIns.split(new RegExp(this.#pattern, 'g'));
    let at = around[0]?.length ?? 0;
    if (!text.startsWith(around[0] ?? '')) return false;
    for (const part of around.slice(1, -1)) {
      const found = text.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    const end = around.at(-1) ?? '';
    return text.length - end.length >= at && text.endsWith(end);
  }
}

/** Fit for texts, names, hosts and keys alike. */
function wordOf(name: string): string {
  return `absent-${sha256(name).slice(0, 12)}`;
}

function urlOf(name: string): string {
  return `https://${wordOf(name)}.invalid`;
}

/** Variables that are the whole of an address, which decK takes apart. */
function wholeUrls(state: unknown): string[] {
  if (Array.isArray(state)) return state.flatMap(wholeUrls);
  if (!isRecord(state)) return [];
  return Object.entries(state).flatMap(([key, value]) => {
    if (key !== 'url' || typeof value !== 'string') return wholeUrls(value);
    const [first] = expressionsIn(value);
    return first?.start === 0 && first.variable !== undefined ? [first.variable] : [];
  });
}

/** A file in which only some of its templates are left. */
function onlyWhere(state: unknown, isWanted: (key: string, value: string) => boolean, key = ''): unknown {
  if (typeof state === 'string') return isWanted(key, state) ? state : without(state);
  if (Array.isArray(state)) return state.map((item) => onlyWhere(item, isWanted, key));
  if (!isRecord(state)) return state;
  return Object.fromEntries(
    Object.entries(state).map(([name, value]) => [without(name), onlyWhere(value, isWanted, name)]),
  );
}

function without(text: string): string {
  return replaceExpressions(text, () => '');
}
