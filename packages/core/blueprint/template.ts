import { closest } from 'fastest-levenshtein';
import { type CelType, celDyn, celString, showType } from '../cel/type.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Field } from '../kind/field.ts';
import { fieldValueProblem } from '../kind/field-value.ts';
import { fieldType } from '../kind/kind-type.ts';
import { keyRangeOf, rangeOf } from '../source/origin.ts';
import type { SourceRange } from '../source/range.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Member, Template } from './blueprint.ts';
import type { ExpressionScope } from './expression.ts';

/** What a place in a template wants: a type, and for a kind's field all that is known about its values. */
export interface Slot {
  readonly type: CelType;
  readonly field?: Field;
  /** Of a parameter of a blueprint; a kind's field says so itself. */
  readonly required?: boolean;
}

/** Compiles templates of one resource against what its kind, or the blueprint it instantiates, wants. */
export class TemplateCompiler {
  readonly #scope: ExpressionScope;
  readonly #file: SourceFile;
  readonly #report: (diagnostic: Diagnostic) => void;

  constructor(scope: ExpressionScope, file: SourceFile, report: (diagnostic: Diagnostic) => void) {
    this.#scope = scope;
    this.#file = file;
    this.#report = report;
  }

  /**
   * Compiles an object whose members are `slots`; reports members nobody wants, and required ones that are absent unless
   * something else may give them.
   */
  members(
    source: Readonly<Record<string, unknown>>,
    slots: ReadonlyMap<string, Slot>,
    what: string,
    at: SourceRange,
    openEnded = false,
  ): Member[] {
    const members: Member[] = [];
    for (const [name, slot] of openEnded ? [] : slots) {
      if (!isRequired(slot) || Object.hasOwn(source, name)) continue;
      this.#report({
        severity: 'error',
        code: 'field-required',
        message: `${what} lacks the field ${name}`,
        fix: `add ${name}: …`,
        at,
      });
    }
    for (const [name, value] of Object.entries(source)) {
      const slot = slots.get(name);
      const place = keyRangeOf(source, name);
      if (!place) continue;
      if (!slot) {
        const nearest = slots.size > 0 ? closest(name, [...slots.keys()]) : undefined;
        this.#report({
          severity: 'error',
          code: 'field-unknown',
          message: `${what} has no field ${JSON.stringify(name)}`,
          fix: nearest === undefined ? 'remove it' : `did you mean ${nearest}? It has ${[...slots.keys()].join(', ')}`,
          at: place,
        });
        continue;
      }
      const template = this.value(value, slot, `${what}.${name}`, rangeOf(source, name) ?? place);
      if (template) members.push({ name, value: template, place });
    }
    return members;
  }

  /** Compiles one value. Undefined when something in it is wrong; everything that is wrong has been reported. */
  value(source: unknown, slot: Slot, what: string, at: SourceRange): Template | undefined {
    if (typeof source === 'string') return this.#text(source, slot, what, at);
    if (Array.isArray(source)) return this.#list(source, slot, what, at);
    if (typeof source === 'object' && source !== null) return this.#object(source, slot, what, at);
    return this.#literal(source, slot, what, at);
  }

  #text(text: string, slot: Slot, what: string, at: SourceRange): Template | undefined {
    const parts = this.#scope.parts({ text, file: this.#file, at });
    if (!parts) return undefined;
    const [only] = parts;
    if (parts.length === 1 && only !== undefined && typeof only !== 'string') {
      return this.#scope.fits(only, slot.type, what) ? { form: 'expression', expression: only, place: at } : undefined;
    }
    if (parts.every((part) => typeof part === 'string')) return this.#literal(parts.join(''), slot, what, at);
    const fits = parts.every(
      (part) => typeof part === 'string' || this.#scope.fits(part, celString, `${what}, part of a text`),
    );
    if (slot.type.kind !== 'string' && slot.type.kind !== 'dyn') {
      this.#wrongType(what, 'a text', slot.type, at);
      return undefined;
    }
    return fits ? { form: 'text', parts, place: at } : undefined;
  }

  #list(source: readonly unknown[], slot: Slot, what: string, at: SourceRange): Template | undefined {
    if (slot.type.kind !== 'list' && slot.type.kind !== 'dyn') {
      this.#wrongType(what, 'a list', slot.type, at);
      return undefined;
    }
    const type = slot.type.kind === 'list' ? slot.type.item : celDyn;
    const item: Slot = slot.field?.items ? { type, field: slot.field.items } : { type };
    const items = source.map((value, index) =>
      this.value(value, item, `${what}[${index}]`, rangeOf(source, String(index)) ?? at),
    );
    const whole = items.filter((template) => template !== undefined);
    return whole.length === items.length ? { form: 'list', items: whole, place: at } : undefined;
  }

  #object(source: object, slot: Slot, what: string, at: SourceRange): Template | undefined {
    const type = slot.type;
    const entries = source as Readonly<Record<string, unknown>>;
    if (type.kind === 'struct' && !type.struct.opaque) {
      const slots = new Map<string, Slot>();
      for (const [name, field] of type.struct.fields) {
        const property = slot.field?.properties?.[name];
        slots.set(
          name,
          property ? { type: field.type, field: property } : { type: field.type, required: field.always },
        );
      }
      return { form: 'object', members: this.members(entries, slots, what, at), place: at };
    }
    if (type.kind !== 'map' && type.kind !== 'dyn') {
      this.#wrongType(what, 'an object', type, at);
      return undefined;
    }
    const value: CelType = type.kind === 'map' ? type.value : celDyn;
    const item: Slot = slot.field?.values ? { type: value, field: slot.field.values } : { type: value };
    const members = Object.entries(entries).map(([name, member]) => {
      const place = keyRangeOf(source, name) ?? at;
      const template = this.value(member, item, `${what}.${name}`, rangeOf(source, name) ?? place);
      return template && { name, value: template, place };
    });
    const whole = members.filter((member) => member !== undefined);
    return whole.length === members.length ? { form: 'object', members: whole, place: at } : undefined;
  }

  #literal(value: unknown, slot: Slot, what: string, at: SourceRange): Template | undefined {
    if (value === null) return { form: 'literal', value, place: at };
    if (!literalFits(value, slot.type)) {
      this.#wrongType(what, JSON.stringify(value), slot.type, at);
      return undefined;
    }
    const problem = slot.field && fieldValueProblem(slot.field, value);
    if (problem !== undefined) {
      this.#report({ severity: 'error', code: 'field-value', message: `${what} ${problem}`, at });
      return undefined;
    }
    return { form: 'literal', value, place: at };
  }

  #wrongType(what: string, got: string, wanted: CelType, at: SourceRange): void {
    this.#report({
      severity: 'error',
      code: 'field-type',
      message: `${what} wants ${showType(wanted)}, and this is ${got}`,
      at,
    });
  }
}

/** The slots of a kind's fields, or of an external's selector. */
export function fieldSlots(fields: Readonly<Record<string, Field>>, owner: string): ReadonlyMap<string, Slot> {
  return new Map(
    Object.entries(fields).map(([name, field]) => [name, { type: fieldType(field, `${owner}.${name}`), field }]),
  );
}

function isRequired(slot: Slot): boolean {
  return slot.field ? slot.field.required === true : slot.required === true;
}

function literalFits(value: unknown, type: CelType): boolean {
  switch (type.kind) {
    case 'dyn':
      return true;
    case 'optional':
      return literalFits(value, type.item);
    case 'string':
      return typeof value === 'string';
    case 'bool':
      return typeof value === 'boolean';
    case 'int':
      return Number.isSafeInteger(value);
    case 'double':
      return typeof value === 'number';
    default:
      return false;
  }
}
