/** A zero-width space. Between the parts of what GitHub would link it keeps the text as people read it. */
const apart = '\u200b';

/** Where text is set apart, each with what GitHub (docs.github.com, "Autolinked references and URLs") makes of it. */
const joints: readonly RegExp[] = [
  // @mention, user@example.com, owner/repository@commit; #1, owner/repository#1, with or without "closes" before it.
  /[@#]/g,
  // https://…, and any other scheme. Behind the colon: what follows `//` alone is no link.
  /:(?=\/\/)/g,
  // www.… Before the dot: a name that begins with an invisible character is still a name, and browsers drop the character.
  /www(?=\.)/gi,
  // GH-1, and the advisories GHSA-… and CVE-….
  /(?:gh|ghsa|cve)-(?=\w)/gi,
  // TICKET-1 and TICKET_1: prefixes that a repository's owner gave a meaning ("custom autolinks"), which nobody here knows.
  /[a-z][-_](?=\d)/gi,
  // :emoji:
  /:(?=[\w+-]+:)/g,
  // Commits, by seven digits or more.
  /[0-9a-f]{6}(?=[0-9a-f])/gi,
];

/**
 * Untrusted text in which GitHub finds nothing to link, to notify or to draw: no address, mention, issue, commit or emoji.
 * For people it reads as before. It is not Markdown yet: see `escape.ts` for that. For titles and commit messages, which
 * GitHub searches for references too, it is enough.
 */
export function inert(text: string): string {
  return joints.reduce((inner, joint) => inner.replace(joint, `$&${apart}`), text);
}
