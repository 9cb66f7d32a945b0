/** The first line of a comment Konduct keeps: invisible on GitHub, and the same for every run about the same things. */
export function commentMarker(mode: string, ...names: readonly string[]): string {
  // Two hyphens would end an HTML comment.
  const encoded = names.map((name) => encodeURIComponent(name).replaceAll('--', '%2D%2D'));
  return `<!-- konduct:${mode}:${encoded.join('/')} -->`;
}
