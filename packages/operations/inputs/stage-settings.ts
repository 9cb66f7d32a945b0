import type { StageOptions } from '../stage/options.ts';
import type { StageToolOptions } from '../stage/tools.ts';
import { toolModules } from '../suite-folder.ts';
import { deckToolOptions } from './deck-tool.ts';
import type { InputValues } from './input.ts';
import { specificationLimitsOf } from './limits.ts';
import type { stageInputs } from './stage.ts';

type ReadOptions = Omit<
  StageOptions,
  'workspace' | 'target' | 'pullRequest' | 'labels' | 'reviewers' | 'teamReviewers'
>;

/** The staging options that both front doors take from inputs. */
export function stageReading(values: InputValues<typeof stageInputs>): ReadOptions & StageToolOptions {
  const { deckVersion, deckChecksums, deckTimeLimit, oasdiffChecksums, ...others } = values;
  const { timeLimitSeconds, compareTimeLimit, maxFileSize, maxFiles, maxTotalSize, maxOperations, ...options } = others;
  const oasdiffModules = toolModules('oasdiff', process.argv[1]);
  return {
    ...options,
    ...deckToolOptions({ deckVersion, deckChecksums, deckTimeLimit }),
    timeLimit: timeLimitSeconds * 1000,
    compareTimeLimit: compareTimeLimit * 1000,
    specificationLimits: specificationLimitsOf({ maxFileSize, maxFiles, maxTotalSize, maxOperations }),
    ...(oasdiffChecksums === '' ? {} : { oasdiffChecksums }),
    ...(oasdiffModules === undefined ? {} : { oasdiffModules }),
  };
}
