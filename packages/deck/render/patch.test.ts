import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { keptPatch, patchText } from './patch.ts';

const file = (text: string) => ({ path: 'ko-patch.yaml', text });

test.each(['flights', 'a b', 'a: b', 'a #b', 'trailing ', "it's", 'new\nline', '"', '${{ env "DECK_X" }}', '日本'])(
  'an API named %j',
  (name) => {
    expect(parse(patchText(name)).patches).toEqual([
      { selectors: ['$..services[*]'], values: { tags: [`ko-api-name=${name}`] } },
    ]);
  },
);

describe('what is there already', () => {
  test('written by us for the API under its former name: written anew', () => {
    expect(keptPatch('new', file(patchText('old')))).toEqual({ text: patchText('new'), diagnostics: [] });
  });

  test('the same in another hand: kept without a word', () => {
    const text = JSON.stringify(parse(patchText('flights')));
    expect(keptPatch('flights', file(text))).toEqual({ text, diagnostics: [] });
  });

  test('edited, and still linked: kept with a note', () => {
    const text = patchText('flights').replace('values:', 'values:\n        retries: 1');
    expect(keptPatch('flights', file(text))).toMatchObject({
      text,
      diagnostics: [{ severity: 'note', code: 'deck-patch-edited' }],
    });
  });

  test('with a key twice: kept, and refused', () => {
    const text = patchText('flights').replace('values:', 'values: {}\n      values:');
    const { diagnostics, ...kept } = keptPatch('flights', file(text));
    expect(kept).toEqual({ text });
    expect(diagnostics).toMatchObject([
      {
        severity: 'error',
        code: 'yaml-duplicate-key',
        at: { file: 'ko-patch.yaml', start: { line: 6, column: 7 } },
        related: [{ at: { start: { line: 5, column: 7 } } }],
      },
    ]);
  });

  test('edited, and no longer linked: kept with a warning', () => {
    const text = patchText('flights').replace('ko-api-name=flights', 'mine');
    expect(keptPatch('flights', file(text))).toMatchObject({ text, diagnostics: [{ severity: 'warning' }] });
  });

  test('the beginning of ours, as a full disk leaves it: written anew without a word', () => {
    const ours = patchText('flights');
    for (let end = 0; end < ours.length; end += 1) {
      // The first line alone is a complete file, which a person may have written on purpose.
      if (ours.slice(0, end).trim() === '_format_version: "1.0"') continue;
      expect(keptPatch('flights', file(ours.slice(0, end)))).toEqual({ text: ours, diagnostics: [] });
    }
    expect(keptPatch('flights', file('_format_version: "1.0"\n')).text).toBe('_format_version: "1.0"\n');
  });
});
