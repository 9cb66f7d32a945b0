import { describe, expect, test } from 'vitest';
import { templateProblems, variablesOf } from './template.ts';

const problems = (text: string) =>
  templateProblems({ path: 'kong.yaml', text }).map(
    ({ at, message }) => `${at?.start.line}:${at?.start.column} ${message}`,
  );

describe('what may stand in a decK file', () => {
  test.each([
    ['a: ${{ env "DECK_HOST" }}', ['DECK_HOST']],
    ['a: ${{env "DECK_PORT" | toInt}}\nb: ${{ env "DECK_PORT" }}', ['DECK_PORT']],
    ['a: |\n  ${{ env "DECK_CERT" | indent 2 }}', ['DECK_CERT']],
    ['a: ${{ env `DECK_HOST` }}', ['DECK_HOST']],
    ['a: $ {{ nothing }}', []],
  ])('%j', (text, variables) => {
    expect(problems(text)).toEqual([]);
    expect(variablesOf(text)).toEqual(variables);
  });
});

describe('what may not', () => {
  const more = 'This template expression is more than a variable';
  test.each([
    ['a: ${{ env "DECK_KONNECT_TOKEN" }}', '1:4 A decK file must not read DECK_KONNECT_TOKEN'],
    ['a: ${{ env "DECK_TLS_CLIENT_KEY" }}', '1:4 A decK file must not read DECK_TLS_CLIENT_KEY'],
    ['a: 1\nb: ${{ env (printf "DECK_%s" "KONNECT_TOKEN") }}', `2:4 ${more}`],
    ['a: ${{ "DECK_KONNECT_TOKEN" | env }}', `1:4 ${more}`],
    ['a: ${{ env "DECK_\\x4bONNECT_TOKEN" }}', `1:4 ${more}`],
    ['a: ${{ if true }}x${{ end }}', `1:4 ${more}`],
    ['a: ${{ env "DECK_A', `1:4 ${more}`],
    ['a: ${{/* }} */ env "DECK_KONNECT_TOKEN" }}', `1:4 ${more}`],
    ['a: ${{ env "HOME" }}', `1:4 ${more}`],
  ])('%j', (text, problem) => {
    expect(problems(text)[0]).toBe(problem);
  });
});
