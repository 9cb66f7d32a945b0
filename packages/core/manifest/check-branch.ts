import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { rangeOf } from '../source/origin.ts';
import type { SourceRange } from '../source/range.ts';
import { branchProblem } from './branch.ts';
import type { Manifest } from './manifest.ts';

/** Checks that git accepts every branch name in a manifest. */
export function checkBranches(manifest: Manifest): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const check = (branch: string, at: SourceRange | undefined) => {
    const problem = branchProblem(branch);
    if (problem === undefined) return;
    diagnostics.push(
      finding('branch-invalid', `${JSON.stringify(branch)} cannot be a branch: ${problem}`, at, {
        cause: 'git refuses such names, or would take them for something else.',
        fix: 'Write the name of a branch as `git branch` prints it.',
      }),
    );
  };
  for (const team of manifest.teams.values()) {
    for (const service of team.services.values()) {
      check(service.prodBranchName, rangeOf(service, 'prodBranchName'));
      check(service.devBranchName, rangeOf(service, 'devBranchName'));
    }
  }
  for (const organization of manifest.organizations.values()) {
    for (const environment of organization.environments.values()) {
      for (const team of environment.teams?.values() ?? []) {
        for (const service of team.services?.values() ?? []) {
          if (service.branch !== undefined) check(service.branch, rangeOf(service, 'branch'));
        }
      }
    }
  }
  return diagnostics;
}
