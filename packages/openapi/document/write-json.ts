import { ExactNumber } from '@konduct/core/source/exact-number';
import { rangeOf } from '@konduct/core/source/origin';
import type { SourceRange } from '@konduct/core/source/range';

/** The origin of each line of written JSON. */
export class WrittenPlaces {
  /** The value on each line: a member of an object or list, or its end. */
  readonly #holders: (object | undefined)[] = [undefined];
  readonly #names: (string | undefined)[] = [undefined];

  get lines(): number {
    return this.#holders.length;
  }

  add(holder: object, name?: string): void {
    this.#holders.push(holder);
    this.#names.push(name);
  }

  /** @param line counts from 1 */
  at(line: number): SourceRange | undefined {
    return rangeOf(this.#holders[line - 1], this.#names[line - 1]);
  }
}

export interface WrittenJson {
  readonly text: string;
  readonly places: WrittenPlaces;
}

/**
 * Writes a value as JSON that is YAML as well, with one member on a line and with numbers in their author's notation.
 */
export function writeJson(value: unknown): WrittenJson {
  const writer = new Writer();
  writer.write(value, '\n');
  return { text: `${writer.parts.join('')}\n`, places: writer.places };
}

class Writer {
  readonly parts: string[] = [];
  readonly places = new WrittenPlaces();

  write(value: unknown, lineBreak: string): void {
    if (typeof value !== 'object' || value === null) this.parts.push(jsonText(value));
    else if (value instanceof ExactNumber) this.parts.push(numberText(value));
    else if (Array.isArray(value))
      this.#members(
        '[',
        value.map((item) => ['', item]),
        ']',
        value,
        lineBreak,
      );
    else {
      const members = Object.entries(value).flatMap(([key, member]) =>
        member === undefined ? [] : [[`${jsonText(key)}: `, member, key] as const],
      );
      this.#members('{', members, '}', value, lineBreak);
    }
  }

  #members(
    open: string,
    members: readonly (readonly [label: string, member: unknown, name?: string])[],
    close: string,
    holder: object,
    lineBreak: string,
  ): void {
    this.parts.push(open);
    members.forEach(([label, member, name], index) => {
      this.parts.push(index === 0 ? '' : ',', `${lineBreak}  `, label);
      this.places.add(holder, name ?? String(index));
      this.write(member, `${lineBreak}  `);
    });
    if (members.length > 0) {
      this.parts.push(lineBreak);
      this.places.add(holder);
    }
    this.parts.push(close);
  }
}

/**
 * A scalar as JSON and YAML: some characters that JSON allows are escaped, because readers of YAML refuse or fold them.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value ?? null);
  return text.replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The number in JSON, for notations that only YAML has. */
function numberText(number: ExactNumber): string {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(number.source) ? number.source : JSON.stringify(number);
}
