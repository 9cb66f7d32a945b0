import type { CST } from 'yaml';

/** Deep enough for any manifest and for schemas written inline in an OpenAPI document; far from the engine's stack. */
export const yamlDepthLimit = 128;

/** The offset where nesting passes the limit, or undefined. Walks without recursion, before anything recursive runs. */
export function tooDeep(tokens: readonly CST.Token[]): number | undefined {
  const pending: { token: CST.Token; depth: number }[] = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { token, depth } = next;
    if (depth > yamlDepthLimit) return token.offset;
    if ('value' in token && token.value) pending.push({ token: token.value, depth });
    if (!('items' in token)) continue;
    for (const item of token.items) {
      if (item.key) pending.push({ token: item.key, depth: depth + 1 });
      if (item.value) pending.push({ token: item.value, depth: depth + 1 });
    }
  }
  return undefined;
}
