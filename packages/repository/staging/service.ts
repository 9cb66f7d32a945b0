import type { Draft } from '../platform/draft.ts';
import { type Files, type Tree, textOf } from '../platform/tree.ts';
import type { SpecRequest, SpecResult } from '../specification/request.ts';
import { digestOf, readRecord, recordName, type SourceRecord, writeRecord } from './record.ts';

/** What is staged for a service: where it comes from, and where it goes. */
export interface StagedService {
  /** The folder of its files, relative to the platform directory. */
  readonly directory: string;
  /** Where its specification goes. */
  readonly stagedPath: string;
}

export type Source = Pick<SpecRequest, 'remote' | 'branch' | 'path'>;

/** The record of a service, if the file it speaks of is there as it says. */
export function recordIn(tree: Files, service: StagedService): SourceRecord | undefined {
  const record = readRecord(textOf(tree.get(`${service.directory}/${recordName}`)));
  const staged = tree.get(service.stagedPath);
  return record && staged?.type === 'file' && digestOf(staged.bytes) === record.digest ? record : undefined;
}

/** The commits whose file is at hand in one of the trees. */
export function knownCommits(trees: readonly Tree[], service: StagedService, source: Source): readonly string[] {
  return trees.flatMap((tree) => {
    const record = recordIn(tree, service);
    return record && isFrom(record, source) ? [record.commit] : [];
  });
}

/**
 * Puts a service's specification and its record into the draft. What was staged before and not merged yet is taken over
 * from the open branch: for what is unchanged, and for what was not read this time.
 *
 * @param trees the open branch, if there is one, and the base
 * @param result undefined for a service that was not asked about
 */
export function stageSpecification(
  draft: Draft,
  trees: readonly Tree[],
  service: StagedService,
  source: Source | undefined,
  result: SpecResult | undefined,
): void {
  if (result?.type === 'read' && source) {
    const { specification, commit, author } = result;
    const digest = digestOf(specification.bytes);
    // A commit that left the specification alone is no reason for a pull request: the record stays as it is, too.
    const same = trees.find((tree) => {
      const record = recordIn(tree, service);
      return record && isFrom(record, source) && record.digest === digest;
    });
    if (same) {
      carry(draft, same, service);
      return;
    }
    draft.write(service.stagedPath, specification.bytes);
    const files = specification.files.length > 1 ? { files: specification.files } : {};
    const { remote: repository, branch, path } = source;
    draft.write(
      `${service.directory}/${recordName}`,
      writeRecord({ repository, branch, path, commit, ...(author === undefined ? {} : { author }), digest, ...files }),
    );
    return;
  }
  const from = trees.find((tree) => {
    const record = recordIn(tree, service);
    return record && (result?.type !== 'unchanged' || record.commit === result.commit);
  });
  if (from) carry(draft, from, service);
}

function isFrom(record: SourceRecord, { remote, branch, path }: Source): boolean {
  return record.repository === remote && record.branch === branch && record.path === path;
}

function carry(draft: Draft, tree: Tree, { directory, stagedPath }: StagedService): void {
  for (const path of [stagedPath, `${directory}/${recordName}`]) {
    const entry = tree.get(path);
    if (entry?.type === 'file') draft.write(path, entry.bytes);
  }
}
