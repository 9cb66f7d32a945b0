// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are what is under test
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scanTemplate } from './template.ts';

/** The parts in short: text as it is, expressions in brackets. */
function parts(text: string): string[] {
  return scanTemplate(text).parts.map((part) => (part.kind === 'text' ? part.text : `[${part.source}]`));
}

describe('scanTemplate', () => {
  test.each([
    ['', []],
    ['plain $text {a} $$ }', ['plain $text {a} $$ }']],
    ['${a}', ['[a]']],
    ['x-${a}-${b.c}', ['x-', '[a]', '-', '[b.c]']],
    ['${a}${b}', ['[a]', '[b]']],
    ['${ a }', ['[ a ]']],
    ['${}', ['[]']],
    ['$${a}', ['$', '[a]']],
    // Braces of map literals, and those inside strings
    ['${{"a": {"b": 1}}}', ['[{"a": {"b": 1}}]']],
    [`\${a + '}'}`, [`[a + '}']`]],
    ['${a + "}"}', ['[a + "}"]']],
    [`\${'"}' + "'}"}`, [`['"}' + "'}"]`]],
    ['${"\\"}"}', ['["\\"}"]']],
    [`\${'\\'}'}`, [`['\\'}']`]],
    ['${"\\\\"}', ['["\\\\"]']],
    ['${r"\\d}"}', ['[r"\\d}"]']],
    ['${b"}"}', ['[b"}"]']],
    ['${"""a"}"b"""}', ['["""a"}"b"""]']],
    [
      `\${'''it's }
here'''}`,
      [
        `['''it's }
here''']`,
      ],
    ],
    ['${""}', ['[""]']],
    ['${"" + ""}', ['["" + ""]']],
    // Comments
    ['${a // }\n + b}', ['[a // }\n + b]']],
    ['${a / b}', ['[a / b]']],
    ['${"//"}', ['["//"]']],
    // The escape, and dollars in strings
    ['${"${VAR}"}', ['["${VAR}"]']],
    ["a ${'${'} b", ['a ', "['${']", ' b']],
    // decK's own substitution
    ['${{ env "DECK_X" }}', ['${{ env "DECK_X" }}']],
    ["a-${{ env 'DECK_X' }}-${b}", ["a-${{ env 'DECK_X' }}-", '[b]']],
    ['${{env "DECK_X"}}', ['[{env "DECK_X"}]']],
    ['${{ "env": 1 }}', ['[{ "env": 1 }]']],
  ])('splits %j', (text, expected) => {
    expect(scanTemplate(text).problems).toEqual([]);
    expect(parts(text)).toEqual(expected);
  });

  test('says where the source of an expression stands', () => {
    expect(scanTemplate('ab${ c }d').parts[1]).toEqual({ kind: 'expression', source: ' c ', start: 4, end: 7 });
  });

  test.each([
    ['ab${c', 2],
    ['${a}-${b', 5],
    ['${', 0],
    ['${a + "}', 0],
    ['${"""}"}', 0],
    ['${a // }', 0],
    ['${{"a": 1}', 0],
    ['${{ env "DECK_X" }', 0],
    ['${a[${b]}', 0],
  ])('reports %j as never closed, and leaves it text', (text, start) => {
    const { parts, problems } = scanTemplate(text);
    expect(problems).toMatchObject([{ code: 'expression-unclosed', start, end: start + 2 }]);
    expect(parts.at(-1)).toEqual({ kind: 'text', text: text.slice(parts.length > 1 ? start - 1 : 0) });
  });

  test('lets a line break end a string in single quotation marks, as the engine does', () => {
    expect(parts('${"a\n}')).toEqual(['["a\n]']);
  });

  test('reports an expression inside an expression, and still finds the end of the outer one', () => {
    const { parts, problems } = scanTemplate('x ${a(${b})} y');
    expect(problems).toMatchObject([{ code: 'expression-nested', start: 6, end: 8 }]);
    expect(parts.map((part) => part.kind)).toEqual(['text', 'expression', 'text']);
  });

  test('restores any text from its parts', () => {
    const pieces = fc.constantFrom('${', '}', '{', '$', '"', "'", '"""', '\\', '//', '\n', 'a', ' ', '${{ env "A" }}');
    const texts = fc.oneof(
      fc.string(),
      fc.array(pieces).map((list) => list.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const { parts } = scanTemplate(text);
        const restored = parts.map((part) => (part.kind === 'text' ? part.text : `\${${part.source}}`));
        expect(restored.join('')).toBe(text);
        for (const part of parts) {
          if (part.kind === 'expression') expect(text.slice(part.start, part.end)).toBe(part.source);
          else expect(part.text).not.toBe('');
        }
      }),
    );
  });
});
