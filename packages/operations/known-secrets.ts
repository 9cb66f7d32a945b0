import { Mask } from '@konduct/core/value/mask';

/** The secrets that a run has met so far, for files that it writes: the host masks only what it prints. */
export class KnownSecrets {
  readonly #mask = new Mask();

  /** A function that masks a secret for a host, and from then on here. */
  alsoFor(maskSecret: (value: string) => void): (value: string) => void {
    return (value) => {
      this.#mask.add(value);
      maskSecret(value);
    };
  }

  /** A text with all secrets replaced. */
  readonly clean = (text: string): string => this.#mask.clean(text);
}
