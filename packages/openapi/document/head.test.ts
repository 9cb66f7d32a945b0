import { describe, expect, test } from 'vitest';
import { linesOf } from './head.ts';

const keys = new Set(['openapi', 'info']);

describe('the lines of some keys', () => {
  test.each([
    ['nothing', '', ''],
    [
      'keys and what is below them',
      'a: 1\ninfo:\n  x: 1\n\n  y: 2\nb: 2\nopenapi: 3\n',
      'info:\n  x: 1\n\n  y: 2\nopenapi: 3\n',
    ],
    ['without a last line break', 'b: 1\ninfo: x', 'info: x'],
    ['comments and blank lines in front', '\n# a\n  \n\t\ninfo: x\n', 'info: x\n'],
    ['a mark in front', '--- # yaml\ninfo: x\n', 'info: x\n'],
    ['comments inside', 'info:\n  x: 1\n# a comment\n  y: 2\n', 'info:\n  x: 1\n# a comment\n  y: 2\n'],
    ['lists without indentation', 'info:\n- a\n- b\nb:\n- c\n', 'info:\n- a\n- b\n'],
    ['other line breaks', 'a: 1\r\ninfo:\r\n\r\n  x: 1\r\nb: 2\r\n', 'info:\r\n\r\n  x: 1\r\n'],
    ['characters that JavaScript takes for line breaks', 'a: "\u2028info: y"\ninfo: x\n', 'info: x\n'],
    ['a key like another', 'information: 1\ninfo : x\nx-info: 2\ninfo.x: 3\n', 'info : x\n'],
  ])('%s', (_, text, lines) => {
    expect(linesOf(text, keys)).toBe(lines);
  });
});

describe('what is not so plain', () => {
  test.each([
    ['flow style', '{info: x}'],
    ['a quoted key', '"info": x\n'],
    ['a quoted key behind others', 'openapi: 3\n"info": x\n'],
    ['a merge key', '<<: *base\ninfo: x\n'],
    ['an explicit key', '? info\n: x\n'],
    ['a directive', '%YAML 1.2\n---\ninfo: x\n'],
    ['a second document', 'info: x\n---\nopenapi: 3\n'],
    ['an end', 'info: x\n...\n'],
    ['content on the mark', '--- {info: x}\n'],
    ['indentation of everything', '  info: x\n'],
    ['a list', '- info\n'],
    ['plain text', 'info\n'],
    ['a tag', '!!map\ninfo: x\n'],
    ['a byte order mark', '\ufeffinfo: x\n'],
  ])('%s', (_, text) => {
    expect(linesOf(text, keys)).toBeUndefined();
  });
});
