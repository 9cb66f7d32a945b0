/** The first line of a comment Konduct keeps: invisible on GitHub, and the same for every run about the same things. */
export function commentMarker(mode: string, ...names: readonly string[]): string {
  // Two hyphens would end an HTML comment.
  const encoded = names.map((name) => encodeURIComponent(name).replaceAll('--', '%2D%2D'));
  return `<!-- konduct:${mode}:${encoded.join('/')} -->`;
}

/** The names in the marker that a comment begins with; undefined for a comment of another mode, or not ours. */
export function markedNames(body: string, mode: string): string[] | undefined {
  const [, found, names] = /^<!-- konduct:([a-z-]+):(\S+) -->/.exec(body) ?? [];
  if (found !== mode || names === undefined) return undefined;
  try {
    return names.split('/').map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
