const pieceLength = 8;

/**
 * The forms in which a secret could leave a run: itself and each eight characters of it, and both again as Base64 at each
 * of its three alignments, percent-encoded and escaped as JSON.
 */
export function secretForms(secret: string): ReadonlySet<string> {
  const texts = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), ...base64Forms(secret)];
  return new Set(texts.flatMap((text) => pieces(text)));
}

/** Where a form of the secret first occurs in a text, or undefined. The secret is not repeated: a failing test prints this. */
export function leak(secret: string, text: string): string | undefined {
  const places = [...secretForms(secret)].map((form) => text.indexOf(form)).filter((place) => place >= 0);
  if (places.length === 0) return undefined;
  const first = Math.min(...places);
  return `${places.length} forms of the secret, the first after ${JSON.stringify(text.slice(Math.max(0, first - 60), first))}`;
}

/** Base64 of the secret inside a longer text starts at any of three bit offsets; the ends depend on the neighbours and are cut. */
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
