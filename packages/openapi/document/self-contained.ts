/**
 * Whether the text of a document alone proves that nothing in it refers to another document. False if there is any
 * doubt: the caller then parses the document and looks at its values (see references.ts). Parsing hundreds of documents
 * takes longer than converting them, and most documents need no parsing.
 *
 * In every notation of YAML, the name of a key is in the text letter by letter, unless it has escapes or comes from an
 * alias. Without these, a `$ref` followed by a quoted `#` on its own line is local, and no other `$ref` is accepted.
 * The quotes are required, since a `#` after a space begins a comment.
 */
export function isSurelySelfContained(text: string): boolean {
  if (indirect.test(text) || escapes.test(text) || otherReference.test(text)) return false;
  for (let at = text.indexOf('$ref'); at >= 0; at = text.indexOf('$ref', at + 4)) {
    local.lastIndex = at;
    if (!local.test(text)) return false;
  }
  return true;
}

/**
 * Anchors (an alias needs one), tags and directives: with these, a value may come from another place than the one where
 * it is used.
 */
const indirect = /(?:^|[\s\u0085[{,:?-])[&!][^\s,[\]{}=]|^%/m;

/** Escapes of characters that occur in keys, and escaped line breaks. */
const escapes = /\\(?:x[2-7]|u00[2-7]|U000000[2-7]|[\r\n\u0085\u2028\u2029])/;

/** Other keys that refer, that change the meaning of references, or whose address a tool may load. */
const otherReference =
  /\$(?:schema|id|self|anchor|dynamic|recursive|vocabulary)|jsonSchemaDialect|\b(?:operationRef|externalValue|mapping)\b/i;

const local = /\$ref["']?[ \t]*:[ \t]*["']#/y;
