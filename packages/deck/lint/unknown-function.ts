import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { keyRangeOf } from '@konduct/core/source/origin';
import { startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { parseYaml } from '@konduct/core/source/yaml';

/** The line that decK prints in front of its report for each rule with an unknown function. */
const words = /^\W*Rule '(?<rule>.+)' uses unknown function '(?<name>[^']+)'/gm;

/** The same in the report, as a finding of the file. */
const repeated = /^Unknown function '.+' in rule '.+'$/;

/** Separates decK's messages about the rules from its report about a file. */
export function splitOutput(output: string, rules: SourceFile): { report: string; problems: Diagnostic[] } {
  const start = /^\{/m.exec(output)?.index ?? 0;
  const found = [...output.slice(0, start).matchAll(words)];
  const problems = found.map(({ groups }) => unknownFunction(rules, groups?.rule ?? '', groups?.name ?? ''));
  return { report: output.slice(start), problems };
}

export function isUnknownFunction(message: string): boolean {
  return repeated.test(message);
}

function unknownFunction(file: SourceFile, rule: string, name: string): Diagnostic {
  const { value } = parseYaml(file);
  const rules = typeof value === 'object' && value !== null && 'rules' in value ? value.rules : undefined;
  return {
    severity: 'error',
    code: 'deck-file',
    message: `The rule ${JSON.stringify(rule)} asks for the function ${JSON.stringify(name)}, which decK does not have`,
    cause: 'decK leaves such a rule out.',
    fix: 'Use another function, such as `truthy`, `pattern` or `enumeration`.',
    at: keyRangeOf(rules, rule) ?? startOf(file.path),
  };
}
