/**
 * The most levels of nesting. Manifests and OpenAPI documents with inline schemas need fewer; JavaScript's stack allows
 * many more.
 */
export const yamlDepthLimit = 128;

/**
 * The most values and ends of values that each sign can stand for. A colon or a dash counts only before a space.
 * Escapes and doubled quotes count because the parser joins the pieces of a text; anchors, because it remembers them;
 * `$`, because `$ref` is followed.
 */
const weights = { opening: 4, comma: 2, colon: 3, dash: 3, anchor: 3, piece: 1, reference: 4 } as const;

/** The most marks that a text may have. Real documents have 70,000 to 110,000 for each megabyte. */
export const mostYamlMarks = 1_000_000;

/**
 * An upper bound for the values and ends of values in a YAML text, counted from its characters alone. Commas and
 * apostrophes in prose count as well.
 */
export function yamlMarksIn(text: string): number {
  let marks = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text[at]) {
      case '[':
      case '{':
        marks += weights.opening;
        break;
      case ',':
        marks += weights.comma;
        break;
      case '\\':
      case "'":
        marks += weights.piece;
        break;
      case '&':
      case '*':
        marks += weights.anchor;
        break;
      case '$':
        marks += weights.reference;
        break;
      case ':':
        if (isGap(text[at + 1])) marks += weights.colon;
        break;
      case '-':
      case '?':
        if (isGap(text[at + 1])) marks += weights.dash;
        break;
    }
  }
  return marks;
}

/**
 * The most signs and lines of a text that `buildFromNodes` reads, which reports every error and knows unusual
 * notations: it takes up to three kilobytes of memory for each.
 */
const mostSigns = 120_000;

/** Whether a text is small enough for `buildFromNodes`. Real texts of up to 700 kB are. */
export function isSmallYaml(text: string): boolean {
  if (text.length <= mostSigns) return true;
  let signs = 0;
  for (let at = 0; at < text.length && signs <= mostSigns; at += 1) if (isSign(text.charCodeAt(at))) signs += 1;
  return signs <= mostSigns;
}

/** Whether a character is neither a letter, a digit nor a space. */
function isSign(code: number): boolean {
  return (
    code < 0x80 &&
    code !== 0x20 &&
    !(code >= 0x30 && code <= 0x39) &&
    !(code >= 0x41 && code <= 0x5a) &&
    !(code >= 0x61 && code <= 0x7a)
  );
}

function isGap(letter: string | undefined): boolean {
  return letter === undefined || letter <= ' ';
}
