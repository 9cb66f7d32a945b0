/**
 * Whether the text of a document is enough to say that nothing in it refers to anything outside of it. Says no rather
 * than yes: whoever gets a no parses the document and looks at its values (see references.ts). Parsing hundreds of
 * documents takes longer than converting them, and most are this plain.
 *
 * However YAML is read, the name of a key stands in the text letter by letter unless it is spelled with escapes or stands
 * behind an alias. Without these, a `$ref` that is followed by a quoted `#` on its own line is local, and nothing else is.
 * Quotes are asked for, since a `#` after a space begins a comment.
 */
export function isSurelySelfContained(text: string): boolean {
  if (indirect.test(text) || escapes.test(text) || otherReference.test(text)) return false;
  for (let at = text.indexOf('$ref'); at >= 0; at = text.indexOf('$ref', at + 4)) {
    local.lastIndex = at;
    if (!local.test(text)) return false;
  }
  return true;
}

/** Anchors (an alias needs one), tags and directives: what gives a value that does not stand where it is used. */
const indirect = /(?:^|[\s\u0085[{,:?-])[&!][^\s,[\]{}=]|^%/m;

/** Escapes for characters a key could be spelled with, and a line break that is none. */
const escapes = /\\(?:x[2-7]|u00[2-7]|U000000[2-7]|[\r\n\u0085\u2028\u2029])/;

/** Other keys that refer, that say what references mean, or whose address a tool may load. */
const otherReference =
  /\$(?:schema|id|self|anchor|dynamic|recursive|vocabulary)|jsonSchemaDialect|\b(?:operationRef|externalValue|mapping)\b/i;

const local = /\$ref["']?[ \t]*:[ \t]*["']#/y;
