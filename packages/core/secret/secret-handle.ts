import type { Secret } from './secret.ts';

/** The reason, for people, why the value of a secret is not available. */
export interface SecretAbsence {
  /** `the environment variable PORTAL_SECRET is not set`. */
  readonly reason: string;
  readonly fix: string;
}

/**
 * A secret as templates pass it on: a field of the type `secret` accepts it, and it can be neither read nor printed. A
 * run without access to the secret has a handle, too; it says why there is no value.
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
