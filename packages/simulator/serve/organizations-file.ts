import { readFileSync } from 'node:fs';
import { check } from '../rules/check.ts';
import { Refusal } from '../rules/problem.ts';
import { anything, email, list, record, required, text, uuid } from '../rules/shape.ts';
import type { KnownOrganization } from '../state.ts';

const FILE = record({
  organizations: required(
    list(record({ name: required(text({ min: 1 })), id: uuid(), tokens: required(list(anything())) })),
  ),
});

const TOKEN = record({ token: required(text({ min: 1 })), roles: list(text()), forbidden: anything(), user: email() });

/**
 * Reads `{"organizations": [{"name", "id"?, "tokens": ["kpat_…" | {"token", "roles"?, "forbidden"?, "user"?}]}]}`.
 *
 * @throws Error with the name of the file and of the wrong field, never with a token
 */
export function readOrganizations(path: string): KnownOrganization[] {
  const value = parse(path);
  try {
    const { organizations } = check(FILE, value) as { organizations: KnownOrganization[] };
    for (const { tokens } of organizations) {
      for (const token of tokens) if (typeof token !== 'string') check(TOKEN, token);
    }
    return organizations;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [first] = error.fields.invalid_parameters as { field: string; reason: string }[];
    throw new Error(`${path}: ${first?.field} ${first?.reason}`);
  }
}

function parse(path: string): unknown {
  const text = readFileSync(path, 'utf8');
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which may be a token.
    throw new Error(`${path} is not valid JSON`);
  }
}
