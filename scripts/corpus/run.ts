import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { StageReport } from '@konduct/core/run/staging';
import { deckFindings } from '@konduct/operations/deck/report';
import { runDeck } from '@konduct/operations/deck/run';
import { deckInputs } from '@konduct/operations/inputs/deck';
import { readInputs } from '@konduct/operations/inputs/input';
import { stageInputs } from '@konduct/operations/inputs/stage';
import { stageReading } from '@konduct/operations/inputs/stage-settings';
import { runContextFor } from '@konduct/operations/reconcile/run-context';
import { stageWithTools } from '@konduct/operations/stage/tools';
import { validate } from '@konduct/operations/validate';
import { corpusFiles, isDocument } from './documents.ts';
import { laterVersion } from './later-version.ts';
import { type Judgement, judge } from './outcome.ts';
import { type CorpusDocument, environment, tokenVariable, writePlatform } from './platform.ts';
import { commitFiles, createRepository } from './repository.ts';

export const steps = ['stage', 'render', 'validate', 'compare'] as const;

export interface CorpusResult {
  readonly documents: readonly (Judgement & { readonly path: string })[];
  /** Findings that belong to no document, such as a tool that is missing. */
  readonly others: readonly Diagnostic[];
  readonly seconds: Readonly<Record<(typeof steps)[number], number>>;
}

/**
 * Stages every OpenAPI document of a folder, renders what decK makes of it, validates the platform, and stages a next
 * version of each to compare it: with the functions that the actions call, in a platform of its own in a temporary folder.
 * Nothing is written into the folder.
 *
 * @param input the text of an input of the actions, by its name; undefined for its default
 * @param tell told what is being done
 */
export async function runCorpus(
  folder: string,
  input: (name: string) => string | undefined,
  tell: (line: string) => void,
): Promise<CorpusResult> {
  const files = corpusFiles(folder);
  const documents = files.filter(isDocument).map(
    ({ path: name, bytes }, index): CorpusDocument => ({
      key: `doc-${String(index + 1).padStart(5, '0')}`,
      path: name,
      text: bytes.toString('utf8'),
    }),
  );
  const scratch = mkdtempSync(path.join(tmpdir(), 'konduct-corpus-'));
  try {
    const repository = path.join(scratch, 'corpus.git');
    mkdirSync(repository);
    createRepository(repository);
    commitFiles(repository, files);
    writePlatform(scratch, documents, `file://${repository}`);
    const run = runOn(scratch, input, tell);
    tell(`${documents.length} documents in ${files.length} files`);
    const [first, stage] = await timed(run.stage);
    const known = first.services.filter(({ outcome }) => outcome !== 'failed').length;
    tell(`staged ${known} of ${documents.length} documents in ${Math.round(stage)} s`);
    const [rendered, render] = await timed(run.render);
    tell(`rendered in ${Math.round(render)} s`);
    const [validated, validate] = await timed(run.validate);
    tell(`validated in ${Math.round(validate)} s`);
    const later = new Map(
      documents.flatMap(({ path: name, text }) => {
        const version = laterVersion(name, text);
        return version ? [[name, version] as const] : [];
      }),
    );
    commitFiles(
      repository,
      files.map((file) => ({ ...file, bytes: Buffer.from(later.get(file.path)?.text ?? file.bytes) })),
    );
    tell(`comparing ${later.size} documents with a next version`);
    const [second, compare] = await timed(run.stage);
    tell(`compared in ${Math.round(compare)} s`);

    const rendering = groupByKey([...environmentFindings(first), ...deckFindings(rendered)]);
    const validation = groupByKey([
      ...validated.diagnostics,
      ...validated.organizations.flatMap(({ diagnostics }) => diagnostics),
    ]);
    const stagedFirst = servicesOf(first);
    const stagedLater = servicesOf(second);
    const judged = documents.map(({ key, path: name }) => {
      const version = later.get(name);
      const judgement = judge({
        staged: stagedFirst.get(key),
        rendering: rendering.get(key) ?? [],
        validation: validation.get(key) ?? [],
        later: version && { removed: version.removed, staged: stagedLater.get(key) },
      });
      return { ...judgement, path: name };
    });
    const others = [...first.diagnostics, ...(rendering.get('') ?? []), ...(validation.get('') ?? [])];
    return { documents: judged, others, seconds: { stage, render, validate, compare } };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function runOn(workspace: string, input: (name: string) => string | undefined, tell: (line: string) => void) {
  const runContext = runContextFor(
    {
      environment: { ...process.env, [tokenVariable]: 'kpat_corpus' },
      maskSecret: () => {},
      signal: new AbortController().signal,
    },
    () => {},
  );
  const staging = { ...readInputs(stageInputs, input), environments: [environment] };
  const gateways = { ...readInputs(deckInputs, input), environments: [environment] };
  return {
    stage: () => {
      tell('staging');
      const target = { target: 'working-tree', labels: [], reviewers: [], teamReviewers: [], failOn: 'off' } as const;
      return stageWithTools({ ...stageReading(staging), ...target, workspace }, runContext);
    },
    render: () => {
      tell('rendering');
      return runDeck({ ...gateways, mode: 'render', check: true, workspace, skipWithoutSecrets: true }, runContext);
    },
    validate: () => {
      tell('validating');
      return validate({ ...staging, workspace }, runContext);
    },
  };
}

async function timed<T>(step: () => Promise<T>): Promise<readonly [T, number]> {
  const started = performance.now();
  return [await step(), (performance.now() - started) / 1000];
}

function environmentFindings({ environments }: StageReport): readonly Diagnostic[] {
  return environments.flatMap(({ diagnostics }) => diagnostics);
}

function servicesOf({ services }: StageReport): ReadonlyMap<string, StageReport['services'][number]> {
  return new Map(services.map((service) => [service.team, service]));
}

/** Findings by the document that they name in their place or their message; those that name none below ''. */
function groupByKey(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, readonly Diagnostic[]> {
  const groups = Map.groupBy(diagnostics, ({ at, message }) => {
    const [key = ''] = /\bdoc-\d{5,}\b/.exec(`${at?.file ?? ''} ${message}`) ?? [];
    return key;
  });
  return groups;
}
