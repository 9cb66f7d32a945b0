/**
 * References that GitHub makes after it has rendered Markdown, which other renderers do not know. These patterns are
 * wider than GitHub's, so that a text that matches none has no reference.
 */
const references: Readonly<Record<string, RegExp>> = {
  address: /[a-z][a-z\d+.-]*:\/\/\S/i,
  www: /www\.\S/i,
  mail: /[\w.+-]@[\w-]/i,
  mention: /@[a-z\d]/i,
  issue: /#\d/,
  'issue by name': /gh-\d/i,
  advisory: /(?:ghsa|cve)-\w/i,
  'custom autolink': /[a-z][-_]\d/i,
  commit: /[0-9a-f]{7}/i,
  emoji: /:[\w+-]+:/,
};

/** The references in a text, by kind. */
export function referencesIn(text: string): string[] {
  return Object.entries(references).flatMap(([name, pattern]) => (pattern.test(text) ? [name] : []));
}

/** Untrusted texts that GitHub would turn into something, by the kind. */
export const hostileTexts: Readonly<Record<string, string>> = {
  www: 'see www.evil.example/login now',
  'www in capitals': 'WWW.Evil.Example',
  'www behind markup': '*www.evil.example* (www.evil.example) ~www.evil.example_',
  address: 'https://evil.example/a?b=c#d',
  'address with markup': 'HTTP://evil.example/*a*',
  'another scheme': 'ftp://evil.example/x and ssh://evil.example',
  'address in brackets': '<https://evil.example>',
  link: '[click](https://evil.example "title") [a]: https://evil.example',
  'link without a scheme': '[click](//evil.example) [click](javascript:alert)',
  picture: '![x](https://evil.example/x.png)',
  mail: 'ines@kong-air.example, mailto:ines@kong-air.example xmpp:ines@kong-air.example/x',
  mention: '@everyone @org/team (@ines) "@ines"',
  issue: '#1 (#23) kong-air/platform#7 platform#7',
  'closing an issue': 'closes #1, Fixes kong-air/platform#2, resolved GH-3, closes https://github.com/a/b/issues/4',
  'issue by name': 'GH-1 gh-22 (GH-333)',
  advisory: 'GHSA-abcd-1234-wxyz CVE-2021-44228',
  'custom autolink': 'see TICKET-123, JIRA_7 (proj-42) and T-1-2',
  commit: 'reverts 3d3c42e5aac5ba805825da76410c181273ba90b1',
  'commit, short': '3d3c42e, 3D3C42E5 and kong-air/platform@3d3c42e5aac5 a..3d3c42e5',
  digits: '1234567 12345678901234567890',
  emoji: ':tada: :+1: :100: a:smile:b ::tada::',
  html: '<script>alert(1)</script><img src=x onerror=y><a href="https://evil.example">x</a> &lt;b&gt; &#64;ines &commat;ines',
  'end of a fold': '</details></summary></table>',
  comment: '<!-- konduct:plan:kong-air --> -->',
  list: '- item',
  'numbered list': '12. item',
  heading: '# heading',
  underline: '===',
  rule: '---',
  quote: '> [!WARNING] quoted',
  table: 'a | b |\n|---|\n| www.evil.example',
  code: '``` `a` `` ```\n```mermaid\ngraph',
  'code that does not end': 'a ` b @ines www.evil.example',
  mathematics: '$\\href{https://evil.example}{x}$ $`x`$',
  footnote: '[^1] [^1]: https://evil.example',
  escapes: '\\@ines \\www.evil.example \\#1 \\`@ines\\`',
  hidden: '@\u200bines w\u200bww.evil.example \u202e\u001b[31m \u00adwww.evil.example',
  'lines of a log': '::error::x\n##[add-path]y',
  'space before': '    www.evil.example',
  long: `${'x'.repeat(700)} www.evil.example @ines`,
};
