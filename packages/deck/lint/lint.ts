import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Diagnostic, hasErrors, sortDiagnostics } from '@konduct/core/diagnostic/diagnostic';
import { startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { scratchFolder } from '@konduct/tool/process/run-folder';
import { type Deck, deckProblem } from '../deck.ts';
import { ExtraFiles } from '../render/extra.ts';
import { convertedName, type FileTree, limits, type RenderTeam, stateName } from '../render/files.ts';
import { selfContainedData, selfContainedSpecification } from '../self-contained.ts';
import { readFindings } from './read-findings.ts';
import { rulesProblems } from './rules.ts';
import { syntaxProblems } from './syntax.ts';
import { splitOutput } from './unknown-function.ts';

/** The files in the platform directory with rules for specifications and for decK files, under koctl's names. */
export const rulesNames = { specification: 'oas-file-rules.yaml', deck: 'deck-file-rules.yaml' } as const;

type RulesKind = keyof typeof rulesNames;

export interface LintOptions {
  /** The paths of the files to lint, in the platform directory. By default all. */
  readonly only?: ReadonlySet<string>;
  /** Extra files that the run has read already. */
  readonly extras?: ExtraFiles;
}

/**
 * Lints staged specifications and decK files by the platform's rules. Files of a kind without rules are only checked
 * for YAML that decK reads differently. A changed file of rules means that every file of its kind is linted.
 */
export async function lint(
  teams: readonly RenderTeam[],
  tree: FileTree,
  deck: Deck,
  { only, extras = new ExtraFiles(tree) }: LintOptions = {},
): Promise<Diagnostic[]> {
  const folder = await scratchFolder('lint');
  try {
    const syntax = syntaxProblems(teams, tree, extras, only);
    const broken = new Set(syntax.flatMap(({ severity, at }) => (severity === 'error' && at ? [at.file] : [])));
    const kinds = Object.keys(rulesNames) as RulesKind[];
    const found = await Promise.all(
      kinds.map(async (kind) => {
        const rules = tree.read(rulesNames[kind], limits.rules);
        if (rules.type === 'missing') return [];
        if (rules.type === 'refused') return [rules.diagnostic];
        const problems = rulesProblems(rules.file);
        if (hasErrors(problems)) return problems;
        const place = path.join(folder, rulesNames[kind]);
        const given = selfContainedData(rules.file);
        if ('diagnostics' in given) return [...given.diagnostics];
        await writeFile(place, given.text);
        const wanted = only?.has(rulesNames[kind]) ? undefined : only;
        const paths = lintedPaths(kind, teams, tree).filter(
          (name) => (wanted === undefined || wanted.has(name)) && !broken.has(tree.show(name)),
        );
        const findings = await Promise.all(paths.map((name) => lintFile(name, kind, place, rules.file, tree, deck)));
        return [...problems, ...findings.flat()];
      }),
    );
    return sortDiagnostics([...syntax, ...found.flat()]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The files of a kind to lint. Of decK files only merged ones, which contain the converted files. */
function lintedPaths(kind: RulesKind, teams: readonly RenderTeam[], tree: FileTree): string[] {
  if (kind === 'specification')
    return teams.flatMap(({ services }) => services.map(({ specification }) => specification));
  return teams.flatMap(({ directory, services }) => {
    const state = `${directory}/${stateName}`;
    if (tree.read(state, limits.deck).type === 'file') return [state];
    return services.map((service) => `${service.directory}/${convertedName}`);
  });
}

async function lintFile(
  name: string,
  kind: RulesKind,
  rulesPlace: string,
  rules: SourceFile,
  tree: FileTree,
  deck: Deck,
): Promise<readonly Diagnostic[]> {
  const found = tree.read(name, kind === 'specification' ? limits.specification : limits.deck);
  if (found.type === 'missing') return [];
  if (found.type === 'refused') return [found.diagnostic];
  const { file } = found;
  const given = kind === 'specification' ? selfContainedSpecification(file) : selfContainedData(file);
  if ('diagnostics' in given) return given.diagnostics;
  // The exit code 1 stands for findings and for errors alike; the output tells which.
  const outcome = await deck.file(['lint', '--format=json', rulesPlace], given.text, [0, 1]);
  const at = startOf(file.path);
  const fix = `Mend ${rules.path} or the file.`;
  if (!outcome.ok) return [deckProblem(outcome, `lint ${file.path}`, fix, at)];
  const { report, problems } = splitOutput(outcome.output, rules);
  const findings = readFindings(report, file, rules.path, given.places);
  if (findings) return [...findings, ...problems];
  const reason = outcome.notes.trim().split('\n').at(-1)?.slice(0, 500) || 'what it printed is not its report';
  return [deckProblem({ ok: false, code: 'deck-output', reason }, `lint ${file.path}`, fix, at)];
}
