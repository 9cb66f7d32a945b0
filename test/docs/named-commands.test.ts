import { capturedTerminal } from '@konduct/cli/captured-terminal';
import { konductProgram } from '@konduct/cli/program';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { pagePaths, readPage } from './page.ts';

const program = konductProgram(capturedTerminal().terminal, '0');

/** What the command line does not know of a command as a page names it, such as `konduct plan --prune all`. */
function unknownIn(named: string): string[] {
  const [, first, ...others] = named
    .split(' | ')
    .map((part) => part.trim())
    .join(' | ')
    .split(/\s+/);
  const alternatives = others.includes('|') ? [first, ...others.filter((word) => word !== '|')] : undefined;
  if (alternatives) return alternatives.filter((word) => word !== undefined && !child(program, word)).map(String);
  const unknown: string[] = [];
  let command: Command = program;
  let isArgument = false;
  for (const word of [first, ...others]) {
    if (word === undefined || word === '>') break;
    const option = /^--[a-z-]+/.exec(word)?.[0];
    const next = isArgument ? undefined : child(command, word);
    if (option !== undefined) {
      isArgument = true;
      if (!command.options.some(({ long }) => long === option)) unknown.push(`${command.name()} ${option}`);
    } else if (next) command = next;
    else if (command.commands.length > 0 && /^[a-z]/.test(word) && word !== 'help') unknown.push(word);
    else isArgument = true;
  }
  return unknown;
}

function child(command: Command, name: string): Command | undefined {
  return command.commands.find((candidate) => candidate.name() === name);
}

test.each(pagePaths)('every command that %s names is one, with options that it has', (page) => {
  const text = readPage(page).replace(/^```.*\n(?:.*\n)*?```$/gm, '');
  const named = [...text.matchAll(/`(konduct [^`]+)`/g)].map(([, command = '']) => command.replace(/\s+/g, ' '));
  expect(named.flatMap((command) => unknownIn(command).map((unknown) => `${command}: ${unknown}`))).toEqual([]);
});

test('a command or an option that is not there is found', () => {
  expect(unknownIn('konduct plan --prune all')).toEqual([]);
  expect(unknownIn('konduct deck render --check')).toEqual([]);
  expect(unknownIn('konduct validate | plan')).toEqual([]);
  expect(unknownIn('konduct plann')).toEqual(['plann']);
  expect(unknownIn('konduct deck rendr')).toEqual(['rendr']);
  expect(unknownIn('konduct plan --yes')).toEqual(['plan --yes']);
});
