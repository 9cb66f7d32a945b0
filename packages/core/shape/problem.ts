import type { ErrorObject } from 'ajv/dist/2020.js';
import { closeName, listNearest } from '../cel/suggestion.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { type Details, finding } from '../diagnostic/finding.ts';
import { looseBoolean } from '../source/loose-boolean.ts';
import { type SourceRange, startOf } from '../source/range.ts';
import { isRecord } from '../value/record.ts';
import { bare } from './bare-key.ts';
import type { Dialect, Fault } from './dialect.ts';
import type { JsonSchema } from './json-schema.ts';
import { locate, type Place, showPath } from './place.ts';

/** One error of a validator as a diagnostic. Values are quoted only where the dialect allows it. */
export function shapeProblem(error: ErrorObject, root: unknown, file: string, dialect: Dialect): Diagnostic {
  const schema = (error.parentSchema ?? {}) as JsonSchema;
  return new SchemaViolation(locate(root, error.instancePath), schema, file, dialect).tell(error);
}

/** Words the finding about one error of the validator. */
class SchemaViolation {
  readonly #place: Place;
  readonly #schema: JsonSchema;
  readonly #file: string;
  readonly #dialect: Dialect;
  /** The path of the value, at the start of a sentence. */
  readonly #shown: string;

  constructor(place: Place, schema: JsonSchema, file: string, dialect: Dialect) {
    this.#place = place;
    this.#schema = schema;
    this.#file = file;
    this.#dialect = dialect;
    this.#shown = showPath(place.path, dialect.whole);
  }

  tell({ keyword, params, data, message }: ErrorObject): Diagnostic {
    switch (keyword) {
      case 'required':
        return this.#missingKey(String(params.missingProperty));
      case 'additionalProperties':
        return this.#unknownKey(String(params.additionalProperty), data);
      case 'propertyNames':
        return this.#badKey(String(params.propertyName), data);
      case 'type':
        return this.#wrongType(data);
      case 'enum':
        return this.#notListed(data);
      case 'pattern':
        return this.#badName(data);
      case 'minLength':
      case 'minItems':
        return this.#empty();
      case 'minProperties':
      case 'maxProperties':
        return this.#finding('value', `${this.#shown} must have exactly one key`, {
          fix: 'Write one key for each item of the list.',
        });
      case 'maxItems':
        return this.#finding('value', `${this.#shown} has more than ${String(params.limit)} items`, {
          fix: 'Write fewer.',
        });
      case 'minimum':
      case 'maximum':
        return this.#finding('value', `${this.#shown} ${message ?? 'is out of bounds'}`, {
          cause: this.#schema.description,
          fix: `Write a number from ${String(this.#schema.minimum)} to ${String(this.#schema.maximum)}.`,
        });
      default:
        return this.#finding('value', `${this.#shown} ${message ?? 'is not allowed'}`, { fix: 'Write another value.' });
    }
  }

  #missingKey(key: string): Diagnostic {
    const property = this.#schema.properties?.[key];
    const example = property?.examples?.[0] ?? property?.enum?.[0];
    return this.#finding('missing-key', `${this.#shown} has no \`${key}\``, {
      cause: property?.description,
      fix: `Add \`${key}\`${example === undefined || example === '' ? '' : `, as in \`${key}: ${String(example)}\``}.`,
      at: this.#place.key,
    });
  }

  #empty(): Diagnostic {
    const { required, description } = this.#schema;
    const needed = required?.map((key) => `\`${key}\``).join(' and ');
    return this.#finding('empty', `${this.#shown} is empty`, {
      cause: description,
      fix: needed === undefined ? 'Give it a value.' : `Write its ${needed} below it.`,
      at: this.#place.key,
    });
  }

  #unknownKey(key: string, data: unknown): Diagnostic {
    const known = Object.keys(this.#schema.properties ?? {});
    const meant = intended(key, known);
    // It belongs here, and is only spelled in another way.
    const isSpelled = meant !== undefined && bare(meant) === bare(key);
    const inside = showPath(this.#place.path, this.#dialect.one);
    const shown = meant === undefined && !this.#dialect.quotes(this.#schema) ? 'This' : `\`${key}\``;
    return this.#finding('unknown-key', `${shown} is not a key of ${inside}`, {
      cause: 'What Konduct does not know it would silently ignore, so it refuses.',
      fix: [...(isSpelled ? [] : this.#belongs(key)), this.#keyInstead(key, known, meant)].join(' '),
      at: keyIn(data, key),
    });
  }

  #keyInstead(key: string, known: readonly string[], meant: string | undefined): string {
    if (meant === undefined) return `The keys here are ${known.join(', ')}.`;
    const others = this.#dialect.listsKeys ? ` The keys here are ${listNearest(key, known)}.` : '';
    return `Did you mean \`${meant}\`?${others}`;
  }

  #belongs(key: string): string[] {
    const places = this.#dialect.elsewhere?.(key) ?? [];
    return places.length === 0 || places.length > 3
      ? []
      : [`It belongs to ${places.map((place) => `\`${place}\``).join(' or ')}.`];
  }

  #badKey(key: string, data: unknown): Diagnostic {
    const names = (this.#schema.propertyNames ?? {}) as JsonSchema;
    return this.#finding('value', `\`${key}\` cannot be a key of ${showPath(this.#place.path, this.#dialect.one)}`, {
      cause: names.description,
      fix: likeExample(names),
      at: keyIn(data, key),
    });
  }

  #badName(data: unknown): Diagnostic {
    const { description } = this.#schema;
    const shown = this.#dialect.quotes(this.#schema) ? `\`${String(data)}\`` : 'something else';
    return this.#finding('value', `${this.#shown} cannot be ${shown}`, {
      cause: description,
      fix: likeExample(this.#schema),
    });
  }

  #wrongType(data: unknown): Diagnostic {
    const { type, description } = this.#schema;
    const wanted = [type ?? []].flat();
    if (data === null) return this.#empty();
    const lenient = this.#dialect.lenient && this.#readLeniently(data, wanted);
    if (lenient) return lenient;
    const names = wanted.filter((name) => name !== 'null').map((name) => kinds[name] ?? name);
    return this.#finding('type', `${this.#shown} must be ${names.join(' or ')} and is ${showKind(data)}`, {
      cause: description,
      fix: howToWrite(wanted, this.#schema),
    });
  }

  #readLeniently(data: unknown, wanted: readonly string[]): Diagnostic | undefined {
    if (wanted.includes('string') && (typeof data === 'number' || typeof data === 'boolean')) {
      if (this.#schema.enum) return this.#notListed(data);
      return this.#finding('type', `${this.#shown} is ${showKind(data)} and is read as text`, {
        severity: 'warning',
        cause: 'YAML reads text that looks like a number or a truth value as one.',
        fix: 'Put it in quotes.',
      });
    }
    const truth = looseBoolean(data);
    if (!wanted.includes('boolean') || truth === undefined) return undefined;
    return this.#finding('type', `${this.#shown} is text and is read as ${truth}`, {
      severity: 'warning',
      cause: 'YAML 1.2 knows true and false alone.',
      fix: `Write ${truth}.`,
    });
  }

  #notListed(data: unknown): Diagnostic {
    const allowed = (this.#schema.enum ?? []).filter((value) => typeof value === 'string');
    const meant = intended(String(data), allowed);
    const isShown = meant !== undefined || this.#dialect.quotes(this.#schema);
    const shown = isShown ? `\`${String(data)}\`` : 'something else';
    return this.#finding('value', `${this.#shown} is ${shown}, not one of ${allowed.join(', ')}`, {
      cause: this.#schema.description,
      fix: meant === undefined ? `Write one of ${allowed.join(', ')}.` : `Did you mean \`${meant}\`?`,
    });
  }

  #finding(fault: Fault, message: string, { at, ...details }: Details & { readonly at?: SourceRange | undefined }) {
    const place = at ?? this.#place.value ?? startOf(this.#file);
    return finding(this.#dialect.code(fault, this.#schema), message, place, details);
  }
}

/** The name that the author probably meant: the same in another case or style, or the most similar one. */
function intended(written: string, names: readonly string[]): string | undefined {
  return names.find((name) => bare(name) === bare(written)) ?? closeName(written, names);
}

function keyIn(data: unknown, key: string): SourceRange | undefined {
  return isRecord(data) ? locate(data, [key]).key : undefined;
}

function likeExample({ examples }: JsonSchema): string {
  const [example] = examples ?? [];
  return example === undefined ? 'Choose another name.' : `Write a name like \`${String(example)}\`.`;
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  integer: 'a whole number',
};

function showKind(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'true or false';
  return typeof value === 'number' ? 'a number' : 'a mapping';
}

function howToWrite(wanted: readonly string[], schema: JsonSchema): string {
  if (wanted.includes('array')) return 'Write a list: one `- ` item per line, or items in brackets.';
  if (wanted.includes('integer')) return 'Write a whole number.';
  if (!wanted.includes('object')) return wanted.includes('boolean') ? 'Write true or false.' : 'Write text.';
  const keys = Object.keys(schema.properties ?? {});
  return keys.length === 0 ? 'Write `name:` lines below it.' : `Write keys below it: ${keys.join(', ')}.`;
}
