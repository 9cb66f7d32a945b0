/** A function that Konduct adds to CEL. An overload is a function of its own. */
export interface CelFunction {
  readonly name: string;
  /** As in `string.charAt(int): string`: the receiver in front, type parameters as single capitals. */
  readonly signature: string;
  readonly description: string;
  /** An expression that is true; for omit(), one that yields nothing. */
  readonly example: string;
  /** Gets the receiver and the arguments as engine values, of the types the signature declares. */
  handler(...values: unknown[]): unknown;
}
