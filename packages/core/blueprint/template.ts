import { suggestName } from '../cel/suggestion.ts';
import { type CelType, celDyn, celString } from '../cel/type.ts';
import type { DiagnosticCode } from '../diagnostic/codes.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { type Details, finding } from '../diagnostic/finding.ts';
import { fieldProblems } from '../kind/field-value.ts';
import { keyRangeOf, rangeOf } from '../source/origin.ts';
import type { SourceRange } from '../source/range.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Member, Template } from './blueprint.ts';
import type { ExpressionScope } from './expression.ts';
import { hasType } from './has-type.ts';
import { innerSlot, memberSlots, type Slot, type Slots } from './slot.ts';
import { howToWrite, typeWords } from './type-words.ts';

/** Compiles the templates of one resource against the fields of its kind, or of the blueprint it instantiates. */
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
   * Compiles an object whose members are `slots`. Reports members without a slot, and required slots without a member
   * unless `openEnded`: parameters may give those.
   *
   * @param what where the object stands, such as `api` or `api.service`
   */
  members(
    source: Readonly<Record<string, unknown>>,
    slots: Slots,
    what: string,
    at: SourceRange,
    openEnded = false,
  ): Member[] {
    for (const [name, slot] of openEnded ? [] : slots) {
      if (!slot.required || Object.hasOwn(source, name)) continue;
      const fix = `Add \`${name}\`.`;
      this.#problem('field-required', `\`${what}\` has no \`${name}\``, at, { cause: slot.field?.description, fix });
    }
    return Object.entries(source).flatMap(([name, value]): Member[] => {
      const slot = slots.get(name);
      const place = keyRangeOf(source, name) ?? at;
      if (!slot) {
        const names = [...slots.keys()];
        const fix = suggestName(name, names) ?? 'Remove it.';
        this.#problem('field-unknown', `\`${what}\` cannot have \`${name}\``, place, { fix });
        return [];
      }
      const template = this.value(value, slot, `${what}.${name}`, rangeOf(source, name) ?? place);
      return template ? [{ name, value: template, place }] : [];
    });
  }

  /** Compiles one value. Undefined where it has an error; all errors have been reported. */
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
      return this.#scope.fits(only, slot.type, `\`${what}\``)
        ? { form: 'expression', expression: only, place: at }
        : undefined;
    }
    if (parts.every((part) => typeof part === 'string')) return this.#literal(parts.join(''), slot, what, at);
    const misfits = parts.filter(
      (part) => typeof part !== 'string' && !this.#scope.fits(part, celString, `Each part of \`${what}\``),
    );
    if (slot.type.kind !== 'string' && slot.type.kind !== 'dyn') {
      return this.#wrongType(what, 'a text with expressions in it', slot.type, at);
    }
    return misfits.length === 0 ? { form: 'text', parts, place: at } : undefined;
  }

  #list(source: readonly unknown[], slot: Slot, what: string, at: SourceRange): Template | undefined {
    const { type } = slot;
    if (type.kind !== 'list' && type.kind !== 'dyn') return this.#wrongType(what, 'a list', type, at);
    const inner = innerSlot(type.kind === 'list' ? type.item : celDyn, slot.field?.items);
    const items = source.map((value, index) =>
      this.value(value, inner, `${what}[${index}]`, rangeOf(source, String(index)) ?? at),
    );
    const whole = items.filter((template) => template !== undefined);
    return whole.length === items.length ? { form: 'list', items: whole, place: at } : undefined;
  }

  #object(source: object, slot: Slot, what: string, at: SourceRange): Template | undefined {
    const { type } = slot;
    const entries = source as Readonly<Record<string, unknown>>;
    const slots = memberSlots(slot);
    if (slots) return { form: 'object', members: this.members(entries, slots, what, at), place: at };
    if (type.kind !== 'map' && type.kind !== 'dyn') return this.#wrongType(what, 'an object', type, at);
    const inner = innerSlot(type.kind === 'map' ? type.value : celDyn, slot.field?.values);
    const any: Slots = new Map(Object.keys(entries).map((name) => [name, inner]));
    const members = this.members(entries, any, what, at);
    return members.length === any.size ? { form: 'object', members, place: at } : undefined;
  }

  #literal(value: unknown, slot: Slot, what: string, at: SourceRange): Template | undefined {
    // `null` fits every type: it unsets the field in Konnect.
    if (value !== null && !hasType(value, slot.type)) {
      return this.#wrongType(what, JSON.stringify(value), slot.type, at);
    }
    const needed = value === null && !slot.field && slot.required ? 'must not be null' : undefined;
    const problem = slot.field ? fieldProblems(slot.field, value, what)[0]?.problem : needed;
    if (problem === undefined) return { form: 'literal', value, place: at };
    const fix = 'Write a value that Konnect takes.';
    this.#problem('field-value', `\`${what}\` ${problem}`, at, { cause: slot.field?.description, fix });
    return undefined;
  }

  #wrongType(what: string, got: string, wanted: CelType, at: SourceRange): undefined {
    const message = `\`${what}\` must be ${typeWords(wanted)} and is ${got}`;
    this.#problem('field-type', message, at, { fix: howToWrite(wanted) });
  }

  #problem(code: DiagnosticCode, message: string, at: SourceRange, details: Details): void {
    this.#report(finding(code, message, at, details));
  }
}
