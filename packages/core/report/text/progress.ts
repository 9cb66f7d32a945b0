import type { Progress } from '../../apply/result.ts';
import { readableAddress } from '../../graph/address.ts';
import { count } from '../../value/count.ts';
import { visible, withoutCommands } from '../../value/visible.ts';
import { actionSymbols, outcomeWord } from '../words.ts';

/** One line about a step of a run, or undefined for a step that a log does not show. */
export function progressLine(progress: Progress): string | undefined {
  const text = describe(progress);
  return text === undefined ? undefined : withoutCommands(`${visible(progress.organization)}: ${text}`);
}

/** An address for people: without the organization, which the line begins with, and with `/` for `%2F`. */
function addressWords(address: string, organization: string): string {
  const parts = address.split('/');
  return readableAddress((parts.length > 1 && parts[0] === organization ? parts.slice(1) : parts).join('/'));
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
      const { result, done, total } = progress;
      const reason =
        result.outcome === 'failed' ? `: ${visible(result.diagnostic?.message ?? result.reason ?? '')}` : '';
      const symbol = result.outcome === 'applied' ? actionSymbols[result.action] : '!';
      // The address of an orphaned link begins with its kind already.
      const kind = result.address.startsWith(`${result.kind} `) ? '' : `${result.kind} `;
      return `[${done}/${total}] ${symbol} ${visible(addressWords(result.address, progress.organization))} ${kind}${outcomeWord(result)}${reason}`;
    }
    case 'locked':
      return `waiting for ${visible(progress.holder)}, which is changing the organization`;
    case 'verifying':
      return 'planning again to verify';
  }
}
