import type { Secret } from './secret.ts';

/** Why a secret is not at hand, for people. */
export interface SecretAbsence {
  /** `the environment variable PORTAL_SECRET is not set`. */
  readonly reason: string;
  readonly fix: string;
}

/**
 * A secret as templates pass it on: it can be given to a field that wants one, and neither read nor printed. A run that
 * may not have the secret has a handle all the same, which says why there is nothing behind it.
 */
export class SecretHandle {
  readonly #secret: Secret | undefined;
  readonly #absence: SecretAbsence | undefined;

  private constructor(secret: Secret | undefined, absence: SecretAbsence | undefined) {
    this.#secret = secret;
    this.#absence = absence;
  }

  static of(secret: Secret): SecretHandle {
    return new SecretHandle(secret, undefined);
  }

  static absent(absence: SecretAbsence): SecretHandle {
    return new SecretHandle(undefined, absence);
  }

  get secret(): Secret | undefined {
    return this.#secret;
  }

  get absence(): SecretAbsence | undefined {
    return this.#absence;
  }

  toJSON(): string {
    return '***';
  }
}
