import { describe, expect, test } from 'vitest';
import { codeBlock, codeSpan, escapeHtml, escapeMarkdown, messageMarkdown } from './escape.ts';

describe('text', () => {
  test.each([
    ['*bold* _it_ `c`', '\\*bold\\* \\_it\\_ \\`c\\`'],
    ['[a](b)', '\\[a\\]\\(b\\)'],
    ['<script>&', '&lt;script&gt;&amp;'],
    ['@org/team #1', '@\u200borg/team #\u200b1'],
    ['https://x.example', 'https:\u200b//x.example'],
    ['www.x.example', 'www\u200b.x.example'],
    ['closes GH-1', 'closes GH-\u200b1'],
    ['see TICKET-123 and JIRA_1', 'see TICKET-\u200b123 and JIRA\\_\u200b1'],
    ['on 2026-01-31', 'on 2026-01-31'],
    ['3d3c42e5', '3d3c42\u200be5'],
    ['a | b', 'a \\| b'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['two\nlines', 'two\\\\nlines'],
  ])('%j', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });
});

describe('code', () => {
  test.each([
    ['plain', '`plain`'],
    ['a`b', '``a`b``'],
    ['`a`', '`` `a` ``'],
    ['', '`  `'],
  ])('%j', (text, code) => {
    expect(codeSpan(text)).toBe(code);
  });

  test('a pipe would end a table cell, and only there', () => {
    expect(codeSpan('a|b', 'cell')).toBe('`a\\|b`');
    expect(codeSpan('a|b')).toBe('`a|b`');
  });

  test('a block has a longer fence than anything in it', () => {
    expect(codeBlock('diff', ['+ ````'])).toBe('`````diff\n+ ````\n`````');
  });
});

test('HTML', () => {
  expect(escapeHtml('<b>"@a"</b>')).toBe('&lt;b&gt;&quot;@\u200ba&quot;&lt;/b&gt;');
});

test('a message keeps its code, and nothing else comes through', () => {
  expect(messageMarkdown('`a_b` is not *one* of `c`')).toBe('`a_b` is not \\*one\\* of `c`');
  expect(messageMarkdown('`@org/team` or @org')).toBe('`@org/team` or @\u200borg');
  expect(messageMarkdown('a value with ` in it <b>')).toBe('a value with \\` in it &lt;b&gt;');
});
