import type { Progress } from '../../apply/result.ts';
import { count } from '../../value/count.ts';
import { visible, withoutCommands } from '../../value/visible.ts';
import { actionSymbols, outcomeWord } from '../words.ts';

/** One line about a step of a run, or undefined for a step that a log does not show. */
export function progressLine(progress: Progress): string | undefined {
  const text = describe(progress);
  return text === undefined ? undefined : withoutCommands(`${visible(progress.organization)}: ${text}`);
}

function describe(progress: Progress): string | undefined {
  switch (progress.event) {
    case 'observed':
      return `read ${count(progress.objects, 'object')} from Konnect`;
    case 'planned':
      return `planned ${count(progress.changes, 'resource')}`;
    case 'started':
      return undefined;
    case 'finished': {
      const { result, name, done, total } = progress;
      const reason =
        result.outcome === 'failed' ? `: ${visible(result.diagnostic?.message ?? result.reason ?? '')}` : '';
      const symbol = result.outcome === 'applied' ? actionSymbols[result.action] : '!';
      return `[${done}/${total}] ${symbol} ${result.kind} ${visible(name)} ${outcomeWord(result)}${reason}`;
    }
    case 'locked':
      return `waiting for ${visible(progress.holder)}, which is changing the organization`;
    case 'leased':
      return 'planning again, now that no other run can change the organization';
    case 'verifying':
      return 'planning again to verify';
  }
}
