import { UserError } from '@konduct/core/diagnostic/user-error';
import type { Fields } from '@konduct/core/provider/provider';

const placeholder = /\{(\w+)\}/g;

/** The names of the fields a path template holds, in order. */
export function pathFields(template: string): string[] {
  return [...template.matchAll(placeholder)].map((match) => match[1] ?? '');
}

/**
 * Fills `{field}` in a path template with percent-encoded values. An empty value and `..` are refused: the URL would
 * lead to another resource.
 */
export function fillPath(template: string, values: Fields): string {
  return template.replace(placeholder, (_, name: string) => {
    const value = values[name];
    if (typeof value !== 'string' || value === '' || value === '.' || value === '..') {
      const message = `${name} cannot be ${JSON.stringify(value) ?? 'absent'}, because it is part of the address of a request`;
      throw new UserError([{ severity: 'error', code: 'field-value', message }]);
    }
    return encodeURIComponent(value);
  });
}
