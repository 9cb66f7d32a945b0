import type { CST } from 'yaml';
import { yamlDepthLimit } from './yaml-cost.ts';

/**
 * Every token below these, with its depth. It does not recurse, because the depth is not yet known to be within limits.
 */
function* walk(tokens: readonly CST.Token[]): Generator<{ token: CST.Token; depth: number }> {
  const pending = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = pending.pop(); next; next = pending.pop()) {
    yield next;
    const { token, depth } = next;
    if ('value' in token && token.value) pending.push({ token: token.value, depth });
    if (!('items' in token)) continue;
    for (const item of token.items) {
      if (item.key) pending.push({ token: item.key, depth: depth + 1 });
      if (item.value) pending.push({ token: item.value, depth: depth + 1 });
    }
  }
}

/** The offset where nesting exceeds the limit, or undefined. */
export function tooDeep(tokens: readonly CST.Token[]): number | undefined {
  for (const { token, depth } of walk(tokens)) if (depth > yamlDepthLimit) return token.offset;
  return undefined;
}

/** The start of the quote that is not closed at `offset`; it may be many lines earlier. */
export function openedQuote(tokens: readonly CST.Token[], offset: number): number | undefined {
  for (const { token } of walk(tokens)) {
    if (token.type !== 'single-quoted-scalar' && token.type !== 'double-quoted-scalar') continue;
    const { source } = token;
    const closed = source.length > 1 && source.at(-1) === source[0];
    if (!closed && token.offset + source.length === offset) return token.offset;
  }
  return undefined;
}
