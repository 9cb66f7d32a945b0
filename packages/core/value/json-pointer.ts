/** A name as a part of a JSON Pointer (RFC 6901): `a/b` is `a~1b`. */
export function toToken(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The name that a part of a JSON Pointer stands for. `~1` is replaced first: `~01` is `~1`, and not `/`. */
export function fromToken(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}
