/**
 * A piece of a template: text that stays, or an expression. `start` and `end` are the offsets of `source` in the
 * template, without the `${` before and the `}` behind it, so that an offset into `source` plus `start` is one into the
 * template.
 */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'expression'; readonly source: string; readonly start: number; readonly end: number };

export interface TemplateProblem {
  readonly code: 'expression-unclosed' | 'expression-nested';
  readonly message: string;
  readonly fix?: string;
  readonly start: number;
  readonly end: number;
}

/** decK's own substitution, which stays text. Any other `${{` begins an expression that is a map literal. */
const deckSubstitution = /\$\{\{ env (?:"[^"\n]*"|'[^'\n]*') \}\}/y;

/**
 * Splits the value of a YAML scalar into text and `${…}` expressions. Braces, quotes, comments and escapes are read as
 * the engine's own lexer reads them, so that an expression ends where the engine thinks it ends. The parts always make
 * up the whole text again: an expression that is never closed is a problem and stays text. `${"${NAME}"}` is how to
 * write a literal `${NAME}`.
 */
export function scanTemplate(text: string): {
  readonly parts: readonly TemplatePart[];
  readonly problems: readonly TemplateProblem[];
} {
  const parts: TemplatePart[] = [];
  const problems: TemplateProblem[] = [];
  let textStart = 0;
  let position = text.indexOf('${');
  while (position !== -1) {
    deckSubstitution.lastIndex = position;
    if (deckSubstitution.test(text)) {
      position = text.indexOf('${', deckSubstitution.lastIndex);
      continue;
    }
    const start = position + 2;
    const end = findEnd(text, start, problems);
    if (end === -1) {
      problems.push(unclosed(text, position));
      break;
    }
    if (position > textStart) parts.push({ kind: 'text', text: text.slice(textStart, position) });
    parts.push({ kind: 'expression', source: text.slice(start, end), start, end });
    textStart = end + 1;
    position = text.indexOf('${', textStart);
  }
  if (textStart < text.length) parts.push({ kind: 'text', text: text.slice(textStart) });
  return { parts, problems };
}

/** The offset of the `}` that closes the expression starting at `start`, or -1. Reports expressions inside it. */
function findEnd(text: string, start: number, problems: TemplateProblem[]): number {
  const nested: TemplateProblem[] = [];
  let depth = 0;
  let position = start;
  while (position < text.length) {
    const character = text[position];
    if (character === '"' || character === "'") {
      position = skipString(text, position, character);
      continue;
    }
    if (character === '/' && text[position + 1] === '/') {
      const newline = text.indexOf('\n', position);
      if (newline === -1) return -1;
      position = newline;
      continue;
    }
    if (character === '$' && text[position + 1] === '{') nested.push(nestedAt(position));
    else if (character === '{') depth++;
    else if (character === '}' && depth-- === 0) {
      problems.push(...nested);
      return position;
    }
    position++;
  }
  return -1;
}

/**
 * The offset behind the string literal that opens at `position`. A backslash hides the next character even in a raw
 * string: CEL says otherwise, but this is what the engine does, and both must agree. A line break ends a string in
 * single quotation marks, for the engine to complain about.
 */
function skipString(text: string, position: number, quote: string): number {
  const triple = text.startsWith(quote.repeat(3), position);
  const closing = triple ? quote.repeat(3) : quote;
  let next = position + closing.length;
  while (next < text.length) {
    if (text.startsWith(closing, next)) return next + closing.length;
    if (!triple && text[next] === '\n') return next;
    next += text[next] === '\\' ? 2 : 1;
  }
  return text.length;
}

function nestedAt(position: number): TemplateProblem {
  return {
    code: 'expression-nested',
    message: 'An expression stands inside another expression',
    fix: 'Name the value on its own, or put the inner text into quotation marks.',
    start: position,
    end: position + 2,
  };
}

function unclosed(text: string, position: number): TemplateProblem {
  const hidden = text.includes('}', position);
  return {
    code: 'expression-unclosed',
    message: 'An expression is opened with ${ and never closed',
    fix: `${hidden ? 'Close the string or comment that hides the }' : 'Close it with }'}, or write \${"\${"} for a literal \${.`,
    start: position,
    end: position + 2,
  };
}
