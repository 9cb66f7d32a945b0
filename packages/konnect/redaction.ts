import { UserError } from '@konduct/core/diagnostic/user-error';
import { revealSecret, type Secret } from '@konduct/core/secret/secret';

/** The shortest piece of a token that is removed: shorter ones occur by chance. */
const pieceLength = 8;

/**
 * Makes a function that removes a token from text: as it is, URL-encoded, escaped as in JSON or in Base64, whole or any
 * piece of at least eight characters. For texts from the far side that people will read.
 */
export function redaction(token: Secret): (text: string) => string {
  const value = revealSecret(token);
  const escaped = JSON.stringify(value).slice(1, -1);
  const forms = [value, encodeURIComponent(value), escaped, ...base64Forms(value)].filter((form) => form !== '');
  const pieces = new Set<string>();
  for (const form of forms) {
    const length = Math.min(pieceLength, form.length);
    for (let start = 0; start + length <= form.length; start += 1) pieces.add(form.slice(start, start + length));
  }
  const lengths = [...new Set([...pieces].map((piece) => piece.length))];
  return (text) => {
    const secret = new Uint8Array(text.length);
    for (const length of lengths) {
      for (let start = 0; start + length <= text.length; start += 1) {
        if (pieces.has(text.slice(start, start + length))) secret.fill(1, start, start + length);
      }
    }
    return masked(text, secret);
  };
}

/**
 * The Base64 encodings of a value at each of its three possible offsets in a longer text, without the characters at
 * both ends that depend on the neighbours.
 */
function base64Forms(value: string): string[] {
  return [0, 1, 2].flatMap((shift) => {
    const text = Buffer.from('\0'.repeat(shift) + value)
      .toString('base64')
      .replace(/=+$/, '');
    const inner = text.slice(shift === 0 ? 0 : shift + 1, text.length - 1);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** The text with `***` for each marked run of bytes. */
function masked(text: string, secret: Uint8Array): string {
  let result = '';
  for (let index = 0; index < text.length; index += 1) {
    if (secret[index] === 0) result += text[index];
    else if (index === 0 || secret[index - 1] === 0) result += '***';
  }
  return result;
}

/**
 * Runs `work`, in whose requests the secrets are. If it fails, the secrets are removed from the diagnostics, which may
 * quote Konnect.
 *
 * @throws UserError the one of `work`, with `***` for each secret
 */
export async function withoutValues<T>(secrets: readonly Secret[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (secrets.length === 0 || !(error instanceof UserError)) throw error;
    const takenOut = secrets.map(redaction);
    const clean = (text: string): string => takenOut.reduce((before, take) => take(before), text);
    throw new UserError(
      error.diagnostics.map((diagnostic) => ({
        ...diagnostic,
        message: clean(diagnostic.message),
        ...(diagnostic.cause === undefined ? {} : { cause: clean(diagnostic.cause) }),
      })),
    );
  }
}
