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
import { AbsentValues } from './absent-values.ts';
import { valueProblems } from './variables.ts';

/** The variables that a decK file needs, and the errors because of which decK must not get it. */
export interface StateReading {
  readonly variables: Readonly<Record<string, string>>;
  /** Variables without a value, where the work can do without them. */
  readonly absent?: AbsentValues;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a merged decK file before it is synced. It must not say itself where it goes, what its tag is, or which of decK's
 * own settings it wants to know; the variables it names must be there, unless the file is only compared.
 */
export function readState(
  file: SourceFile,
  environment: EnvironmentVariables,
  work: 'diff' | 'sync' = 'sync',
): StateReading {
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
  const missing: TemplateExpression[] = [];
  for (const expression of expressionsIn(file.text)) {
    const { variable = '' } = expression;
    const set = environment[variable];
    // What a workflow does not have it gives as an empty text.
    if (set === undefined || set === '') missing.push(expression);
    else variables[variable] = set;
  }
  if (missing.length > 0 && work === 'sync') {
    found.push(...missing.map((expression) => unset(file, expression, environment)));
    return { variables, diagnostics: found };
  }
  const names = [...new Set(missing.flatMap(({ variable }) => variable ?? []))];
  const absent = names.length === 0 ? undefined : new AbsentValues(file.text, value, names);
  if (missing[0]) found.push(uncompared(file, names, missing[0]));
  found.push(...valueProblems(file, value, { ...variables, ...absent?.variables }));
  return { variables, diagnostics: found, ...(absent ? { absent } : {}) };
}

/** One line for all variables of a file, since they are missing for one reason. */
function uncompared(file: SourceFile, names: readonly string[], first: TemplateExpression): Diagnostic {
  const listed = names.length === 1 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  const isOne = names.length === 1;
  return {
    severity: 'note',
    code: 'deck-variable-unset',
    message: `Compared without the value${isOne ? '' : 's'} of ${listed}, which ${isOne ? 'is' : 'are'} not set here`,
    at: lineIndexOf(file).rangeBetween(first.start, first.end),
  };
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
  { variable: name = '', start, end }: TemplateExpression,
  environment: EnvironmentVariables,
): Diagnostic {
  const set = environment[name];
  return {
    severity: 'error',
    code: 'deck-variable-unset',
    message: `${file.path} reads ${name}, which is ${set === undefined ? 'not set' : 'empty'} here`,
    fix: `Set it; in a workflow, in the step's env: ${name}: \${{ secrets.${name} }}.`,
    at: lineIndexOf(file).rangeBetween(start, end),
  };
}
