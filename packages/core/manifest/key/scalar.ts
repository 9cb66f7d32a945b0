import { celBool, celDyn, celList, celMap, celString } from '../../cel/type.ts';
import type { JsonSchema } from '../../shape/json-schema.ts';
import { type Key, key } from './key.ts';

// koctl reads a key with nothing behind it as an absent key, so every optional value may be null.

interface TextOptions {
  readonly format?: string;
  readonly examples?: readonly string[];
  /** Makes the texts equal that mean the same. */
  readonly normalize?: (text: string) => string;
}

/** Optional text. */
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

/**
 * Required text that is not empty. `otherwise` gives the model a value where it is missing, which the check of the
 * shape has reported.
 */
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

/** One of a few words, optional. */
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

/** One of a few words, required. */
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
  /** Keeps empty texts, so that a check can report them. */
  readonly keepEmpty?: boolean;
}

/** A list of texts. The model has an empty list where the manifest has none. */
export function texts(description: string, item: JsonSchema, options: TextsOptions = {}): Key<readonly string[]> {
  return key({
    schema: textsSchema(description, item),
    type: celList(celString),
    always: true,
    read: (from, name) => from.texts(name, options) ?? [],
  });
}

/** A list of texts. The model has undefined where the manifest has none, which differs from an empty list. */
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

/** A list of a few words. The model has each word once. */
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
