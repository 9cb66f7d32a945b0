/** A zero-width space. Inserted into text that GitHub would link, it prevents the link and is invisible to readers. */
const apart = '\u200b';

/**
 * The places where the space is inserted, each with the text that GitHub would link there (docs.github.com, "Autolinked
 * references and URLs").
 */
const joints: readonly RegExp[] = [
  // @mention, user@example.com, owner/repository@commit; #1, owner/repository#1, with or without "closes" before it.
  /[@#]/g,
  // https://… and any other scheme. The space goes behind the colon: `//` alone is no link.
  /:(?=\/\/)/g,
  // www.… The space goes before the dot: an invisible character in front would not prevent the link, since browsers
  // drop it.
  /www(?=\.)/gi,
  // GH-1, and the advisories GHSA-… and CVE-….
  /(?:gh|ghsa|cve)-(?=\w)/gi,
  // TICKET-1 and TICKET_1: the owner of a repository can give any prefix a link ("custom autolinks"), and Konduct
  // cannot know which.
  /[a-z][-_](?=\d)/gi,
  // :emoji:
  /:(?=[\w+-]+:)/g,
  // Commits, by seven digits or more.
  /[0-9a-f]{6}(?=[0-9a-f])/gi,
];

/**
 * Untrusted text in which GitHub finds nothing to link, to notify or to draw: no address, mention, issue, commit or
 * emoji. Readers see the same text. It is not Markdown yet: see `escape.ts`. It is enough for titles and commit
 * messages, in which GitHub looks for references, too.
 */
export function inert(text: string): string {
  return joints.reduce((inner, joint) => inner.replace(joint, `$&${apart}`), text);
}
