import { describe, expect, test } from 'vitest';
import { loadManifest } from './load.ts';

/** The codes and places of the findings about a service with this key and name. */
function problems(key: string, name = 'Flights', git = '{ remote: "https://git.example.com/acme/x.git" }'): string[] {
  const service = `${JSON.stringify(key)}: { name: ${JSON.stringify(name)}, git: ${git} }`;
  const text = `platform: { name: acme }\nteams:\n  search:\n    services:\n      ${service}\n`;
  const { diagnostics } = loadManifest([{ path: 'teams.yaml', text }]);
  for (const { message } of diagnostics) expect(message.length).toBeLessThan(1_000);
  return diagnostics.map(({ code, at, message }) => `${code} ${at?.start.line}: ${message}`);
}

describe('names', () => {
  test.each(['\u0000', '\u001b[31m', '\n', '\r', '\u0085', '\u2028', '\u202e', '\u2066'])(
    'with %o in them are refused',
    (odd) => {
      const point = (odd.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      expect(problems('acme/x', `a${odd}b`)).toContain(
        `name-refused 5: \`name\` holds the control character U+${point}`,
      );
      expect(problems(`acme/x${odd}`)).toContain(`name-refused 5: A key holds the control character U+${point}`);
    },
  );

  test('a part of a key has no more bytes than a folder may have', () => {
    expect(problems(`acme/${'x'.repeat(255)}`)).toEqual([]);
    expect(problems(`acme/${'x'.repeat(256)}`).join()).toContain('a part of it has more than 255 bytes');
    expect(problems(`acme/${'ä'.repeat(128)}`).join()).toContain('a part of it has more than 255 bytes');
  });

  test('that are too long are to be shortened', () => {
    const service = JSON.stringify(`acme/${'x'.repeat(300)}`);
    const text = `platform: { name: acme }\nteams: { search: { services: { ${service}: { git: { remote: "file:///x" } } } } }\n`;
    const { diagnostics } = loadManifest([{ path: 'teams.yaml', text }]);
    expect(diagnostics.find(({ code }) => code === 'path-conflict')?.fix).toBe('Shorten it.');
  });

  test('a remote with a control character is told once', () => {
    const found = problems('acme/x', 'Flights', '{ remote: "https://git.example.com/a\\0b.git" }');
    expect(found).toEqual(['name-refused 5: `remote` holds the control character U+0000']);
  });

  test('as long as a book are told in a line', () => {
    expect(problems('x'.repeat(1_000_000), 'y'.repeat(1_000_000)).length).toBeGreaterThan(0);
  });
});

test.each([
  'https://git.example.com/acme/x.git?access_token=SECRETSECRET1234',
  'https://git.example.com/acme/x.git#SECRETSECRET1234',
  'ssh://ghp_SECRETSECRET1234@git.example.com/acme/x.git',
  'ghp_SECRETSECRET1234@git.example.com:acme/x.git',
  'https://SECRETSECRET1234@git.example.com/acme/x.git',
])('a remote with a secret is refused and not repeated: %s', (remote) => {
  const [found, ...others] = problems('acme/x', 'Flights', `{ remote: "${remote}" }`);
  expect(others).toEqual([]);
  expect(found).toMatch(/^secret-literal 5: .* a git remote with a user, a password, a token or a query in it$/);
});

test('a token in the place of a key is not repeated, also where it stands twice', () => {
  const text = 'platform: { name: acme }\nteams:\n  kpat_Zr7Qw2Xy9LmN4vB6tG8s: {}\n  kpat_Zr7Qw2Xy9LmN4vB6tG8s: {}\n';
  const { diagnostics } = loadManifest([{ path: 'teams.yaml', text }]);
  expect(diagnostics.map(({ code }) => code)).toContain('yaml-duplicate-key');
  expect(JSON.stringify(diagnostics)).not.toContain('Zr7Qw2Xy9LmN4vB6tG8s');
});
