/** The first line of a comment Konduct keeps: invisible on GitHub, and the same for every run about the organization. */
export function commentMarker(mode: string, organization: string): string {
  // Two hyphens would end an HTML comment.
  return `<!-- konduct:${mode}:${encodeURIComponent(organization).replaceAll('--', '%2D%2D')} -->`;
}
