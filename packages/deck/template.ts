import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { lineIndexOf } from '@konduct/core/source/line-index';
import type { SourceFile } from '@konduct/core/source/source-file';
import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';

/**
 * The template expressions of decK files, which decK reads as Go templates. A template could compose the name of any
 * variable, even that of decK's own token, so that only the plain form is allowed.
 */
const pattern = /\$\{\{(?<inside>[\s\S]*?)(?<end>\}\}|$)/g;
const plain =
  /^\s*env\s+(?:"(?<double>DECK_[A-Za-z0-9_]+)"|`(?<back>DECK_[A-Za-z0-9_]+)`)\s*(?:\|\s*(?:(?<type>toBool|toInt|toFloat)|indent\s+(?<spaces>\d{1,3}))\s*)?$/;

const example = '${{ env "DECK_NAME" }}';

/** decK's own settings: they configure decK itself, and the token is one of them. */
const settings =
  /^DECK_(?:KONNECT_|KONG_|TLS_|CA_CERT|HEADERS$|CONFIG$|ANALYTICS$|TIMEOUT$|VERBOSE$|NO_COLOR$|FORMAT$|SKIP_|GATEWAY_|FILE_)/i;

/** Ordinary values of settings, which are not masked. */
const open =
  /^DECK_(?:ANALYTICS|TIMEOUT|VERBOSE|NO_COLOR|FORMAT|CONFIG|SKIP_.*|GATEWAY_.*|FILE_.*|KONG_ADDR|KONNECT_ADDR|KONNECT_CONTROL_PLANE_NAME|KONNECT_CONTROL_PLANE_ID|TLS_SERVER_NAME|TLS_SKIP_VERIFY)$/i;

/**
 * The values of all variables for decK files, even of those that no file names: the value of a removed variable is
 * still on the gateway.
 */
export function environmentSecrets(environment: EnvironmentVariables): string[] {
  return Object.entries(environment).flatMap(([name, value]) =>
    name.startsWith('DECK_') && !open.test(name) && value && !/^(?:true|false|null)$/i.test(value) ? [value] : [],
  );
}

/** A template expression in a decK file. */
export interface TemplateExpression {
  readonly start: number;
  readonly end: number;
  /** Undefined for an expression of another form than the plain one. */
  readonly variable: string | undefined;
  /** The type to which decK converts the value; undefined for text. */
  readonly type: ValueType | undefined;
  /** The number of spaces by which decK indents all lines of the value but the first. */
  readonly indent: number | undefined;
}

export type ValueType = 'toBool' | 'toInt' | 'toFloat';

/** The variables that a decK file reads, in order, each once. */
export function variablesOf(text: string): string[] {
  return [...new Set(expressionsIn(text).flatMap(({ variable }) => variable ?? []))];
}

/**
 * Reports forbidden expressions in a decK file: templates other than a plain variable, and decK's own settings as
 * variables.
 */
export function templateProblems(file: SourceFile): Diagnostic[] {
  return expressionsIn(file.text).flatMap(({ start, end, variable }): Diagnostic[] => {
    if (variable !== undefined && !settings.test(variable)) return [];
    const at = lineIndexOf(file).rangeBetween(start, end);
    const problem = {
      severity: 'error',
      code: 'deck-variable',
      at,
    } as const;
    if (variable === undefined)
      return [
        {
          ...problem,
          message: 'This template expression is more than a variable',
          cause: 'Expressions can put together the name of any secret, so that only one form is allowed.',
          fix: `Write it like \`${example}\`.`,
        },
      ];
    return [
      {
        ...problem,
        message: `A decK file must not read ${variable}`,
        cause: 'It is one of the settings of decK itself, such as the access token.',
        fix: 'Use a variable with another name.',
      },
    ];
  });
}

/** Every template expression in a text, in order. */
export function expressionsIn(text: string): TemplateExpression[] {
  if (!text.includes('${{')) return [];
  return [...text.matchAll(pattern)].map((match) => {
    const { inside = '', end = '' } = match.groups ?? {};
    const groups = end === '' ? undefined : plain.exec(inside)?.groups;
    return {
      start: match.index,
      end: match.index + match[0].length,
      variable: groups?.double ?? groups?.back,
      type: groups?.type as ValueType | undefined,
      indent: groups?.spaces === undefined ? undefined : Number(groups.spaces),
    };
  });
}

/** A text with each expression replaced by the result of `fill`, or unchanged where the result is undefined. */
export function replaceExpressions(text: string, fill: (expression: TemplateExpression) => string | undefined): string {
  let filled = '';
  let done = 0;
  for (const expression of expressionsIn(text)) {
    const replacement = fill(expression);
    if (replacement === undefined) continue;
    filled += text.slice(done, expression.start) + replacement;
    done = expression.end;
  }
  return filled + text.slice(done);
}

/** A diagnostic about YAML. If the broken line has a template, it also says how to quote templates. */
export function withTemplateHint(file: SourceFile, diagnostic: Diagnostic): Diagnostic {
  const { code, at } = diagnostic;
  if (code !== 'yaml-syntax' || !at) return diagnostic;
  const lines = file.text.split('\n').slice(Math.max(0, at.start.line - 2), at.end.line);
  if (!lines.some((line) => line.includes('${{'))) return diagnostic;
  return {
    ...diagnostic,
    fix: `Put single quotes around the whole text, because \`${example}\` has double quotes in it.`,
  };
}
