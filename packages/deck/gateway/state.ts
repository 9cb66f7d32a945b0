import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { lineIndexOf } from '@konduct/core/source/line-index';
import { keyRangeOf } from '@konduct/core/source/origin';
import { startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { parseYaml } from '@konduct/core/source/yaml';
import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';
import { isRecord } from '@konduct/core/value/record';
import { reservedKeys, reservedProblem } from '../render/extra.ts';
import { expressionsIn, type TemplateExpression, templateProblems, withTemplateHint } from '../template.ts';
import { valueProblems } from './variables.ts';

/** The variables that a decK file needs, and the errors because of which decK must not get it. */
export interface StateReading {
  readonly variables: Readonly<Record<string, string>>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks a merged decK file before it is synced. The file must not name its target, its tag or decK's own settings, and
 * the variables that it names must be set.
 */
export function readState(file: SourceFile, environment: EnvironmentVariables): StateReading {
  const { value, diagnostics } = parseYaml(file);
  const found = [...diagnostics.map((diagnostic) => withTemplateHint(file, diagnostic)), ...templateProblems(file)];
  if (!hasErrors(diagnostics)) {
    if (!isRecord(value)) found.push(notState(file));
    else {
      for (const key of reservedKeys)
        if (key in value) found.push(reservedProblem(file.path, key, keyRangeOf(value, key)));
    }
  }
  if (hasErrors(found)) return { variables: {}, diagnostics: found };
  found.push(...passwordWarnings(value));
  const variables: Record<string, string> = {};
  for (const expression of expressionsIn(file.text)) {
    const { variable = '' } = expression;
    const set = environment[variable];
    // A workflow gives an empty text for a missing secret.
    if (set === undefined || set === '') found.push(unset(file, variable, expression, set));
    else variables[variable] = set;
  }
  if (!hasErrors(found)) found.push(...valueProblems(file, value, variables));
  return { variables, diagnostics: found };
}

/**
 * Warns of passwords that decK cannot compare, because Konnect keeps only their hashes: decK writes one together with
 * its credential and never again.
 */
function passwordWarnings(state: unknown): Diagnostic[] {
  if (!isRecord(state)) return [];
  const consumers = Array.isArray(state.consumers) ? state.consumers : [];
  const lists = [state, ...consumers].filter(isRecord).flatMap((holder) => {
    const at = keyRangeOf(holder, 'basicauth_credentials');
    return at ? [at] : [];
  });
  const [at, ...more] = lists;
  if (!at) return [];
  return [
    {
      severity: 'warning',
      code: 'deck-warning',
      message: 'A password of basic authentication that changes here is not changed on the gateway',
      cause:
        'Konnect keeps only hashes of passwords, so that decK writes one when its credential is new and never again.',
      fix: 'To change a password, give its credential another `id` and `username`, or delete it in Konnect before the sync.',
      at,
      related: more.slice(0, 10).map((other) => ({ message: 'More such credentials', at: other })),
    },
  ];
}

function notState(file: SourceFile): Diagnostic {
  return {
    severity: 'error',
    code: 'deck-file',
    message: `${file.path} is not a decK file`,
    fix: 'Render it again.',
    at: startOf(file.path),
  };
}

function unset(
  file: SourceFile,
  name: string,
  { start, end }: TemplateExpression,
  set: string | undefined,
): Diagnostic {
  return {
    severity: 'error',
    code: 'deck-variable-unset',
    message: `${file.path} reads ${name}, which is ${set === undefined ? 'not set' : 'empty'} here`,
    fix: `Set it; in a workflow, in the step's env: ${name}: \${{ secrets.${name} }}.`,
    at: lineIndexOf(file).rangeBetween(start, end),
  };
}
