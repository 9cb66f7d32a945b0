/** What stands in the place of a secret. decK writes the same. */
export const masked = '[masked]';

const shortest = 4;

/**
 * Takes secret values out of text: as they are, and as JSON, URLs, Base64 and Go's quoted strings write them. Values too
 * short to be secrets are left alone, because replacing them would only garble the text.
 */
export class Masking {
  readonly #forms: readonly string[];

  constructor(values: Iterable<string>) {
    const forms = new Set<string>();
    for (const value of values) for (const form of formsOf(value)) if (form.length >= shortest) forms.add(form);
    this.#forms = [...forms].sort((a, b) => b.length - a.length);
  }

  /** The text without any of the values. */
  apply(text: string): string {
    let clean = text;
    for (const form of this.#forms) clean = clean.replaceAll(form, masked);
    return clean;
  }

  /** Whether the text holds one of the values. */
  finds(text: string): boolean {
    return this.#forms.some((form) => text.includes(form));
  }

  /** Also masks other values. */
  and(values: Iterable<string>): Masking {
    return new Masking([...this.#forms, ...values]);
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
