import type { Draft } from '../platform/draft.ts';
import { type Files, type Tree, textOf } from '../platform/tree.ts';
import type { SpecRequest, SpecResult } from '../specification/request.ts';
import { digestOf, readRecord, recordName, type SourceRecord, writeRecord } from './record.ts';

/** A service to stage: the origin and the target of its specification. */
export interface StagedService {
  /** The folder of its files, relative to the platform directory. */
  readonly directory: string;
  /** The path of its staged specification. */
  readonly stagedPath: string;
}

export type Source = Pick<SpecRequest, 'remote' | 'branch' | 'path'>;

/** The record of a service, if the file that it names exists and has its digest. */
export function recordIn(tree: Files, service: StagedService): SourceRecord | undefined {
  const record = readRecord(textOf(tree.get(`${service.directory}/${recordName}`)));
  const staged = tree.get(service.stagedPath);
  return record && staged?.type === 'file' && digestOf(staged.bytes) === record.digest ? record : undefined;
}

/** The commits whose file is available in one of the trees. */
export function knownCommits(trees: readonly Tree[], service: StagedService, source: Source): readonly string[] {
  return trees.flatMap((tree) => {
    const record = recordIn(tree, service);
    return record && isFrom(record, source) ? [record.commit] : [];
  });
}

/**
 * Puts a service's specification and record into the draft. If the specification is unchanged or was not read, the
 * files on the open branch are kept, which are not merged yet.
 *
 * @param trees the open branch, if there is one, and the base
 * @param result undefined for a service that the run did not ask for
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
    // A commit that does not change the specification gives no reason for a pull request, so the record stays
    // unchanged, too.
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
