/** Deep enough for any manifest and for schemas written inline in an OpenAPI document; far from the engine's stack. */
export const yamlDepthLimit = 128;

/**
 * How many values and ends of values each sign can stand for at most. A colon or a dash is one only before a space. Text
 * with escapes and doubled quotes is put together from as many pieces; anchors are remembered, and what refers is followed.
 */
const weights = { opening: 4, comma: 2, colon: 3, dash: 3, anchor: 3, piece: 1, reference: 4 } as const;

/** The most that a text may cost. Real documents cost 70,000 to 110,000 for each megabyte. */
export const mostYamlMarks = 1_000_000;

/**
 * What reading a text as YAML costs at most, by its letters alone: more than the parser finds values and ends of values
 * in it. Prose counts, too, for each comma and apostrophe.
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
 * The most signs and lines of a text in which every error is told, and whose unusual ways to write YAML are read: that
 * takes up to three kilobytes for each.
 */
const mostSigns = 120_000;

/** Whether a text is small enough for the reader that goes on behind errors. Real ones are up to 700 kB. */
export function isSmallYaml(text: string): boolean {
  if (text.length <= mostSigns) return true;
  let signs = 0;
  for (let at = 0; at < text.length && signs <= mostSigns; at += 1) if (isSign(text.charCodeAt(at))) signs += 1;
  return signs <= mostSigns;
}

/** Everything but letters of words and the spaces between them. */
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
