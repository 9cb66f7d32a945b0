import { isMaskable } from './secret-length.ts';

/** Replaces secrets in all output, from the moment on that they are known. */
export class Mask {
  #forms: readonly string[] = [];

  /** Adds a secret, which is replaced as it is and as JSON has it. */
  add(value: string): void {
    if (!isMaskable(value)) return;
    const forms = new Set([...this.#forms, value, JSON.stringify(value).slice(1, -1)]);
    // The longest first, so that a form that contains another one is replaced whole.
    this.#forms = [...forms].sort((a, b) => b.length - a.length);
  }

  /** The text with all secrets replaced. */
  clean(text: string): string {
    return this.#forms.reduce((rest, form) => rest.replaceAll(form, '***'), text);
  }
}
