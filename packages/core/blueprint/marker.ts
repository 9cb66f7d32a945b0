import { compilePattern } from '../cel/pattern.ts';
import { suggestName } from '../cel/suggestion.ts';
import type { CelType } from '../cel/type.ts';

/** The markers behind the `|` of a schema field: constraints and documentation. */
export interface Markers {
  readonly required?: boolean;
  /** As written; converted to the field's type where the field is known. */
  readonly default?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
}

/** Something wrong with a marker; the offsets are into the text of the markers. */
export interface MarkerProblem {
  readonly message: string;
  readonly fix?: string | undefined;
  readonly start: number;
  readonly end: number;
}

interface MarkerRule {
  /** The meaning of the marker for the field, in a sentence. */
  readonly description: string;
  /** The form of its value, for people. */
  readonly wants: string;
  readonly parse: (value: string) => unknown;
  /** The types of fields it can be put on; absent: any. */
  readonly on?: readonly CelType['kind'][];
}

const text = { wants: 'text', parse: (value: string) => value };
const truth = {
  wants: 'true or false',
  parse: (value: string) => (value === 'true' ? true : value === 'false' ? false : undefined),
};
const size = {
  wants: 'a whole number',
  parse: (value: string) => (/^\d{1,9}$/.test(value) ? Number(value) : undefined),
};
const number = {
  wants: 'a number',
  parse: (value: string) => (value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : undefined),
};

/** Every marker there is. */
export const markerRules: Readonly<Record<keyof Markers, MarkerRule>> = {
  required: { ...truth, description: 'An instance must give the field; one with a default need not.' },
  default: {
    ...text,
    wants: 'text, or JSON for other types than string',
    description: 'The value where an instance gives none. It must fit the type and the other markers.',
  },
  description: { ...text, description: 'What the field is for.' },
  enum: {
    description: 'The values it can have.',
    wants: 'values separated by commas',
    parse: (value) => (value === '' ? undefined : value.split(',').map((item) => item.trim())),
    on: ['string', 'int', 'double'],
  },
  minimum: { ...number, description: 'The least number it can be.', on: ['int', 'double'] },
  maximum: { ...number, description: 'The greatest number it can be.', on: ['int', 'double'] },
  minLength: { ...size, description: 'How many characters it has at least.', on: ['string'] },
  maxLength: { ...size, description: 'How many characters it has at most.', on: ['string'] },
  pattern: {
    description: 'What has to be found in it; `^` and `$` bind it to the ends.',
    wants: 'a regular expression in RE2 syntax',
    parse: (value) => (compilePattern(value).ok ? value : undefined),
    on: ['string'],
  },
  minItems: { ...size, description: 'How many items it has at least.', on: ['list'] },
  maxItems: { ...size, description: 'How many items it has at most.', on: ['list'] },
  uniqueItems: { ...truth, description: 'No item is in it twice.', on: ['list'] },
};

/** The names that the types markers can be put on have in a schema, where they differ. */
export const markerTypeWords: Readonly<Partial<Record<CelType['kind'], string>>> = { int: 'integer', double: 'float' };

/**
 * Reads space-separated `key=value` markers of a field of the given type. A value with spaces stands in quotation marks,
 * where a backslash lets `"` and itself stand for themselves. Whatever is wrong is told at once.
 */
export function parseMarkers(source: string, type: CelType): { markers: Markers; problems: readonly MarkerProblem[] } {
  const markers: Partial<Record<keyof Markers, unknown>> = {};
  const problems: MarkerProblem[] = [];
  // A name, what it says in quotation marks that may lack their end, or what it says without.
  const pattern = /\s*([^\s=]*)(?:=(?:"((?:[^"\\]|\\.)*)("?)|(\S*)))?/gsy;
  for (const found of source.trimEnd().matchAll(pattern)) {
    const [whole, name = '', quoted, closing, bare] = found;
    if (whole === '') continue;
    const start = found.index + whole.length - whole.trimStart().length;
    const report = (message: string, fix?: string): void => {
      problems.push({ message, fix, start, end: found.index + whole.length });
    };
    const rule = isMarker(name) ? markerRules[name] : undefined;
    if (!isMarker(name) || !rule) report(`There is no marker ${JSON.stringify(name)}`, suggestName(name, markerNames));
    else if (quoted === undefined && bare === undefined) {
      report(`The marker ${name} has no value`, `Write ${name}=… with ${rule.wants}.`);
    } else if (quoted !== undefined && closing === '') {
      report(`The value of the marker ${name} is opened with a quotation mark and never closed`, 'Close it.');
    } else if (markers[name] !== undefined) report(`The marker ${name} is here twice`, 'Keep one of them.');
    else if (rule.on && !rule.on.includes(type.kind)) {
      const words = rule.on.map((kind) => markerTypeWords[kind] ?? kind).join(' or ');
      report(`The marker ${name} is for fields of type ${words} only`, 'Remove it, or change the type.');
    } else {
      const value = quoted === undefined ? (bare ?? '') : quoted.replace(/\\(["\\])/g, '$1');
      const parsed = rule.parse(value);
      if (parsed === undefined) {
        report(
          `The marker ${name} wants ${rule.wants} and is ${JSON.stringify(value)}`,
          'Write such a value, or remove it.',
        );
      } else markers[name] = parsed;
    }
  }
  // Each value came from the rule of its own name.
  return { markers: markers as Markers, problems };
}

const markerNames: readonly string[] = Object.keys(markerRules);

function isMarker(name: string): name is keyof Markers {
  return Object.hasOwn(markerRules, name);
}
