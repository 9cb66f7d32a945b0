import type { Command } from 'commander';
import { fullName, konductProgram } from '../../../packages/cli/program.ts';
import type { Terminal } from '../../../packages/cli/terminal.ts';
import type { Artefact } from '../artefact.ts';
import { generatedNotice } from '../markdown.ts';

export function commandLinePage(): Artefact {
  const silent = { write: () => {}, color: false, width: undefined };
  const terminal: Terminal = {
    stdout: silent,
    stderr: silent,
    environment: {},
    workingDirectory: '/',
    maskSecret: () => {},
  };
  const program = konductProgram(terminal, '');
  const sections = program.commands
    .flatMap((command) => [command, ...command.commands])
    .map((command) => `## ${fullName(command)}\n\n${help(command)}`);
  const text = `${generatedNotice('packages/cli')}

# Command line

\`node dist/cli/index.js\`, or \`npx konduct\` in a checkout. It does what the actions do, with options named as their inputs.

${help(program)}

${sections.join('\n\n')}
`;
  return { path: 'docs/reference/cli.md', text };
}

function help(command: Command): string {
  const written: string[] = [];
  command.configureOutput({ writeOut: (text) => written.push(text), getOutHelpWidth: () => 80 });
  command.outputHelp();
  return `\`\`\`text\n${written.join('').trim()}\n\`\`\``;
}
