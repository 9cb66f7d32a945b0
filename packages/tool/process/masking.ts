/** The text in place of a secret. decK uses the same. */
export const masked = '[masked]';

const shortest = 4;

/**
 * Masks secret values in text: as they are, and in the notations of JSON, URLs, Base64 and Go's quoted strings. Values
 * that are too short to be secrets are not masked, because that would garble the text.
 */
export class Masking {
  readonly #forms: ReadonlySet<string>;
  /**
   * The lengths of all forms by their first characters, longest first: a text is read once, however many values there
   * are.
   */
  readonly #lengths = new Map<string, number[]>();

  /** @param base a masking whose values are masked as well */
  constructor(values: Iterable<string>, base?: Masking) {
    const forms = new Set(base ? base.#forms : []);
    for (const value of values) for (const form of formsOf(value)) if (form.length >= shortest) forms.add(form);
    this.#forms = forms;
    const lengths = new Map<string, Set<number>>();
    for (const form of forms) {
      const start = form.slice(0, shortest);
      lengths.set(start, (lengths.get(start) ?? new Set()).add(form.length));
    }
    for (const [start, known] of lengths)
      this.#lengths.set(
        start,
        [...known].sort((a, b) => b - a),
      );
  }

  /** The text with all values masked. Overlapping values are masked as one, so that no part of one is left. */
  apply(text: string): string {
    let clean = '';
    let shownTo = 0;
    let hiddenTo = 0;
    for (let at = 0; at + shortest <= text.length; at += 1) {
      const length = this.#lengthAt(text, at);
      if (length === 0) continue;
      if (at >= hiddenTo) {
        clean += text.slice(shownTo, at) + masked;
        hiddenTo = at;
      }
      hiddenTo = Math.max(hiddenTo, at + length);
      shownTo = hiddenTo;
    }
    return clean + text.slice(shownTo);
  }

  /** Whether the text contains one of the values. */
  finds(text: string): boolean {
    for (let at = 0; at + shortest <= text.length; at += 1) if (this.#lengthAt(text, at) > 0) return true;
    return false;
  }

  /** A masking of these values as well. */
  and(values: Iterable<string>): Masking {
    return new Masking(values, this);
  }

  /** The length of the longest form at a place; 0 without one. */
  #lengthAt(text: string, at: number): number {
    const lengths = this.#lengths.get(text.slice(at, at + shortest)) ?? [];
    return lengths.find((length) => this.#forms.has(text.slice(at, at + length))) ?? 0;
  }
}

function formsOf(value: string): string[] {
  const trimmed = value.trim();
  // Messages may quote only some lines of a key or certificate, so each line is masked by itself.
  const lines = trimmed.split(/\r?\n/).filter((line) => line.length >= 8);
  return [value, trimmed, ...lines].flatMap((text) => [
    text,
    JSON.stringify(text).slice(1, -1),
    JSON.stringify(text).slice(1, -1).replace(/[<>&]/g, goEscape),
    encodeURIComponent(text.toWellFormed()),
    ...base64Forms(text),
  ]);
}

/** Go's JSON escapes characters that have a meaning in HTML. */
function goEscape(character: string): string {
  return `\\u00${character.charCodeAt(0).toString(16)}`;
}

/** Base64 inside a longer text has one of three offsets; the outer characters depend on the neighbours. */
function base64Forms(text: string): string[] {
  if (text.length < 6) return [];
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]).toString('base64');
    const inner = encoded.replace(/=+$/, '').slice(offset === 0 ? 0 : 4, -1);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
