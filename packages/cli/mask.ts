import { isMaskable } from '@konduct/core/value/secret-length';

/** What stands in the place of secrets in everything that is written, from the moment on that they are known. */
export class Mask {
  #forms: readonly string[] = [];

  /** From now on a text is written without this value, as it is or as JSON has it. */
  add(value: string): void {
    if (!isMaskable(value)) return;
    const forms = new Set([...this.#forms, value, JSON.stringify(value).slice(1, -1)]);
    // The longest first: what holds another one goes as a whole.
    this.#forms = [...forms].sort((a, b) => b.length - a.length);
  }

  /** The text without any of them. */
  clean(text: string): string {
    return this.#forms.reduce((rest, form) => rest.replaceAll(form, '***'), text);
  }
}
