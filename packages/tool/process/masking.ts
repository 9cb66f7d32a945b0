/** What stands in the place of a secret. decK writes the same. */
export const masked = '[masked]';

const shortest = 4;

/**
 * Takes secret values out of text: as they are, and as JSON, URLs, Base64 and Go's quoted strings write them. Values too
 * short to be secrets are left alone, because replacing them would only garble the text.
 */
export class Masking {
  readonly #forms: ReadonlySet<string>;
  /** How long the forms are, longest first, by how they begin: a text is read once, however many values there are. */
  readonly #lengths = new Map<string, number[]>();

  /** @param base its values are masked too */
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

  /** The text without any of the values. Those that overlap are masked as one, so that no end of one is left. */
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

  /** Whether the text holds one of the values. */
  finds(text: string): boolean {
    for (let at = 0; at + shortest <= text.length; at += 1) if (this.#lengthAt(text, at) > 0) return true;
    return false;
  }

  /** Also masks other values. */
  and(values: Iterable<string>): Masking {
    return new Masking(values, this);
  }

  /** How long the longest form is that begins at a place; 0 for none. */
  #lengthAt(text: string, at: number): number {
    const lengths = this.#lengths.get(text.slice(at, at + shortest)) ?? [];
    return lengths.find((length) => this.#forms.has(text.slice(at, at + length))) ?? 0;
  }
}

function formsOf(value: string): string[] {
  const trimmed = value.trim();
  // Lines of a key or certificate are told apart in messages that quote only some of them.
  const lines = trimmed.split(/\r?\n/).filter((line) => line.length >= 8);
  return [value, trimmed, ...lines].flatMap((text) => [
    text,
    JSON.stringify(text).slice(1, -1),
    JSON.stringify(text).slice(1, -1).replace(/[<>&]/g, goEscape),
    encodeURIComponent(text.toWellFormed()),
    ...base64Forms(text),
  ]);
}

/** Go's JSON is made fit for HTML. */
function goEscape(character: string): string {
  return `\\u00${character.charCodeAt(0).toString(16)}`;
}

/** Inside longer text Base64 starts at one of three places; the outer characters depend on the neighbours. */
function base64Forms(text: string): string[] {
  if (text.length < 6) return [];
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]).toString('base64');
    const inner = encoded.replace(/=+$/, '').slice(offset === 0 ? 0 : 4, -1);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
