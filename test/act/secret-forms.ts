const pieceLength = 8;

/**
 * The forms in which a secret could appear in a run's output: itself and each eight characters of it, and both also as
 * Base64 at each of its three alignments, percent-encoded and escaped as JSON.
 */
export function secretForms(secret: string): ReadonlySet<string> {
  const texts = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), ...base64Forms(secret)];
  return new Set(texts.flatMap((text) => pieces(text)));
}

/**
 * The place of the first form of a secret in a text, or undefined. It does not repeat the secret, because a failing
 * test prints it.
 */
export function leak(secret: string, text: string): string | undefined {
  const places = [...secretForms(secret)].map((form) => text.indexOf(form)).filter((place) => place >= 0);
  if (places.length === 0) return undefined;
  const first = Math.min(...places);
  return `${places.length} forms of the secret, the first after ${JSON.stringify(text.slice(Math.max(0, first - 60), first))}`;
}

/**
 * The Base64 of a secret inside a longer text has one of three bit offsets; the ends depend on the neighbours and are
 * cut off.
 */
function base64Forms(secret: string): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]).toString('base64');
    const inner = encoded.replace(/=+$/, '').slice(offset === 0 ? 0 : 4, -1);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

function pieces(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - pieceLength + 1) }, (_, index) =>
    text.slice(index, index + pieceLength),
  );
}
