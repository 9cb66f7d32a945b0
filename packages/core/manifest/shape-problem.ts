import type { ErrorObject } from 'ajv/dist/2020.js';
import { closeName } from '../cel/suggestion.ts';
import type { DiagnosticCode } from '../diagnostic/codes.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { type SourceRange, startOf } from '../source/range.ts';
import { finding } from './finding.ts';
import { locate, type Place, showPath } from './place.ts';
import { regionTitle } from './schema/environment.ts';
import type { JsonSchema } from './schema/part.ts';
import { secretTitle } from './schema/secret.ts';
import { isRecord, looseBoolean } from './value.ts';

/** One error of the validator as a diagnostic. Values are never quoted from secret sources. */
export function shapeProblem(error: ErrorObject, root: unknown, file: string): Diagnostic {
  const place = locate(root, error.instancePath);
  const schema = (error.parentSchema ?? {}) as JsonSchema;
  switch (error.keyword) {
    case 'required':
      return missingKey(String(error.params.missingProperty), schema, place, file);
    case 'additionalProperties':
      return unknownKey(String(error.params.additionalProperty), error.data, schema, place, file);
    case 'type':
      return wrongType(error.data, schema, place, file);
    case 'enum':
      return notListed(error.data, schema, place, file);
    case 'minLength':
      return emptyValue(schema, place, file);
    default:
      return finding('manifest-value', `${showPath(place.path)} ${error.message ?? 'is not allowed'}`, at(place, file));
  }
}

function missingKey(key: string, schema: JsonSchema, place: Place, file: string): Diagnostic {
  const property = schema.properties?.[key];
  const example = property?.examples?.[0] ?? property?.enum?.[0];
  const code: DiagnosticCode = schema.title === secretTitle ? 'secret-source' : 'manifest-required';
  return finding(code, `${showPath(place.path)} has no \`${key}\``, place.key ?? at(place, file), {
    cause: property?.description,
    fix: `Add \`${key}\`${example === undefined || example === '' ? '' : `, as in \`${key}: ${String(example)}\``}.`,
  });
}

function emptyValue(schema: JsonSchema, place: Place, file: string): Diagnostic {
  const code: DiagnosticCode = schema.title === secretTitle ? 'secret-source' : 'manifest-required';
  const needed = schema.required?.map((key) => `\`${key}\``).join(' and ');
  return finding(code, `${showPath(place.path)} is empty`, place.key ?? at(place, file), {
    cause: schema.description,
    fix: needed === undefined ? 'Give it a value.' : `Write its ${needed} below it.`,
  });
}

function unknownKey(key: string, data: unknown, schema: JsonSchema, place: Place, file: string): Diagnostic {
  const known = Object.keys(schema.properties ?? {});
  const meant = intended(key, known);
  const inside = place.path.length === 0 ? 'a manifest' : showPath(place.path);
  // Somebody may have put the secret itself where a key belongs.
  const shown = schema.title === secretTitle && meant === undefined ? 'This' : `\`${key}\``;
  const there = isRecord(data) ? locate(data, [key]).key : undefined;
  return finding('manifest-unknown-key', `${shown} is not a key of ${inside}`, there ?? at(place, file), {
    cause: 'What Konduct does not know it would silently ignore, so it refuses.',
    fix: meant === undefined ? `The keys here are ${known.join(', ')}.` : `Did you mean \`${meant}\`?`,
  });
}

function wrongType(data: unknown, schema: JsonSchema, place: Place, file: string): Diagnostic {
  const wanted = [schema.type ?? []].flat();
  const path = showPath(place.path);
  if (data === null) return emptyValue(schema, place, file);
  if (wanted.includes('string') && (typeof data === 'number' || typeof data === 'boolean')) {
    if (schema.enum) return notListed(data, schema, place, file);
    return finding('manifest-type', `${path} is ${showKind(data)} and is read as text`, at(place, file), {
      severity: 'warning',
      cause: 'YAML reads text that looks like a number or a truth value as one.',
      fix: 'Put it in quotes.',
    });
  }
  if (wanted.includes('boolean') && looseBoolean(data) !== undefined) {
    return finding('manifest-type', `${path} is text and is read as ${looseBoolean(data)}`, at(place, file), {
      severity: 'warning',
      cause: 'YAML 1.2 knows true and false alone.',
      fix: `Write ${looseBoolean(data)}.`,
    });
  }
  const names = wanted.filter((type) => type !== 'null').map((type) => kinds[type] ?? type);
  return finding('manifest-type', `${path} must be ${names.join(' or ')} and is ${showKind(data)}`, at(place, file), {
    cause: schema.description,
    fix: howToWrite(wanted, schema),
  });
}

function notListed(data: unknown, schema: JsonSchema, place: Place, file: string): Diagnostic {
  const allowed = (schema.enum ?? []).filter((value) => typeof value === 'string');
  const code: DiagnosticCode =
    schema.title === secretTitle ? 'secret-source' : schema.title === regionTitle ? 'region-unknown' : 'manifest-value';
  const meant = intended(String(data), allowed);
  const shown = schema.title === secretTitle && meant === undefined ? 'something else' : `\`${String(data)}\``;
  return finding(code, `${showPath(place.path)} is ${shown}, not one of ${allowed.join(', ')}`, at(place, file), {
    cause: schema.description,
    fix: meant === undefined ? `Write one of ${allowed.join(', ')}.` : `Did you mean \`${meant}\`?`,
  });
}

/** The name somebody may have meant, spelled in another case or style, or mistyped. */
function intended(written: string, names: readonly string[]): string | undefined {
  const bare = (name: string) => name.toLowerCase().replace(/[-_\s]/g, '');
  return names.find((name) => bare(name) === bare(written)) ?? closeName(written, names);
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
};

function showKind(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'true or false';
  return typeof value === 'number' ? 'a number' : 'a mapping';
}

function howToWrite(wanted: readonly string[], schema: JsonSchema): string {
  if (wanted.includes('array')) return 'Write a list: one `- ` item per line, or items in brackets.';
  if (!wanted.includes('object')) return wanted.includes('boolean') ? 'Write true or false.' : 'Write text.';
  const keys = Object.keys(schema.properties ?? {});
  return keys.length === 0 ? 'Write `name:` lines below it.' : `Write keys below it: ${keys.join(', ')}.`;
}

function at(place: Place, file: string): SourceRange {
  return place.value ?? startOf(file);
}
