import { celBool, celDyn, celList, celMap, celString } from '../../cel/type.ts';
import type { JsonSchema } from '../../shape/json-schema.ts';
import { type Key, key } from './key.ts';

// koctl reads a key with nothing behind it as one that is not there, so everything that is optional may be null.

interface TextOptions {
  readonly format?: string;
  readonly examples?: readonly string[];
  /** Makes texts that mean the same the same. */
  readonly normalize?: (text: string) => string;
}

/** Text that may be left out. */
export function text(description: string, options: TextOptions & { readonly default: string }): Key<string>;
export function text(description: string, options?: TextOptions): Key<string | undefined>;
export function text(
  description: string,
  { normalize = (written) => written, ...more }: TextOptions & { readonly default?: string } = {},
): Key<string | undefined> {
  return key({
    schema: { description, type: ['string', 'null'], ...more },
    type: celString,
    always: more.default !== undefined,
    read(from, name) {
      const written = from.text(name) ?? more.default;
      return written === undefined ? undefined : normalize(written);
    },
  });
}

interface RequiredOptions {
  readonly title?: string;
  readonly examples?: readonly string[];
}

/** Text that must be there, and hold something. Where it is missing, which is reported, `otherwise` stands in for it. */
export function requiredText(
  description: string,
  options: RequiredOptions & { readonly otherwise: (item: string) => string },
): Key<string>;
export function requiredText(description: string, options?: RequiredOptions): Key<string | undefined>;
export function requiredText(
  description: string,
  { otherwise, ...more }: RequiredOptions & { readonly otherwise?: (item: string) => string } = {},
): Key<string | undefined> {
  return key({
    schema: { description, type: 'string', minLength: 1, ...more },
    required: true,
    type: celString,
    always: otherwise !== undefined,
    read: (from, name, item) => from.text(name) ?? otherwise?.(item),
  });
}

/** One of a few words, which may be left out. */
export function word<const W extends string>(
  description: string,
  words: readonly W[],
  options: { readonly default: W },
): Key<W>;
export function word<const W extends string>(description: string, words: readonly W[]): Key<W | undefined>;
export function word<const W extends string>(
  description: string,
  words: readonly W[],
  options: { readonly default?: W } = {},
): Key<W | undefined> {
  return key({
    schema: { description, type: ['string', 'null'], enum: [...words, null], ...options },
    type: celString,
    always: options.default !== undefined,
    read: (from, name) => from.word(name, words) ?? options.default,
  });
}

/** One of a few words, which must be there. */
export function requiredWord<const W extends string>(
  description: string,
  words: readonly W[],
  options: { readonly title?: string } = {},
): Key<W | undefined> {
  return key({
    schema: { description, type: 'string', minLength: 1, ...options, enum: words },
    required: true,
    type: celString,
    read: (from, name) => from.word(name, words),
  });
}

/** True or false. */
export function flag(description: string, options: { readonly default: boolean }): Key<boolean>;
export function flag(description: string): Key<boolean | undefined>;
export function flag(description: string, options: { readonly default?: boolean } = {}): Key<boolean | undefined> {
  return key({
    schema: { description, type: ['boolean', 'null'], ...options },
    type: celBool,
    always: options.default !== undefined,
    read: (from, name) => from.flag(name) ?? options.default,
  });
}

interface TextsOptions {
  /** Keeps empty texts, for a check that has something to say about them. */
  readonly keepEmpty?: boolean;
}

/** A list of texts; an empty one where there is none. */
export function texts(description: string, item: JsonSchema, options: TextsOptions = {}): Key<readonly string[]> {
  return key({
    schema: textsSchema(description, item),
    type: celList(celString),
    always: true,
    read: (from, name) => from.texts(name, options) ?? [],
  });
}

/** A list of texts that means something else when it is empty than when it is left out. */
export function optionalTexts(
  description: string,
  item: JsonSchema,
  options: TextsOptions = {},
): Key<readonly string[] | undefined> {
  return key({
    schema: textsSchema(description, item),
    type: celList(celString),
    read: (from, name) => from.texts(name, options),
  });
}

/** A list of a few words, each of which counts once. */
export function words<const W extends string>(
  description: string,
  known: readonly W[],
  item: Pick<JsonSchema, 'title' | 'description'>,
): Key<readonly W[]> {
  return key({
    schema: textsSchema(description, { type: 'string', ...item, enum: known }),
    type: celList(celString),
    always: true,
    read: (from, name) => from.words(name, known) ?? [],
  });
}

function textsSchema(description: string, item: JsonSchema): JsonSchema {
  return { description, type: ['array', 'null'], items: item };
}

/** A mapping with keys of the author’s choice and any values, for the parameters of a blueprint. */
export function data(
  description: string,
  options: { readonly examples?: readonly object[] } = {},
): Key<Readonly<Record<string, unknown>>> {
  return key({
    schema: { description, type: ['object', 'null'], ...options },
    type: celMap(celDyn),
    always: true,
    read: (from, name) => from.data(name),
  });
}
