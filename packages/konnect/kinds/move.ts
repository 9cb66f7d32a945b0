import type { Update, Write } from '@konduct/core/provider/provider';
import { valueAt } from '@konduct/core/value/value-at';
import type { KonnectRequest } from '../transport.ts';
import type { Step } from './kind.ts';
import { fillPath } from './path.ts';
import { scopeOf } from './step.ts';

/**
 * The last step of a write that puts an object of a tree into its place: a POST of `…/move`, with the object above it and
 * its index. None where the template says no index, or an update leaves it as it is.
 *
 * @param path the path of the list
 * @param parent the field with the id of the object above it
 */
export function moves(path: string, write: Write | Update, parent: string): readonly Step[] {
  const { index } = write.desired;
  if (index === undefined || ('changed' in write && !write.changed.includes('index'))) return [];
  const above = 'observed' in write ? write.observed.fields[parent] : write.desired[parent];
  const request = (answers: readonly unknown[]): KonnectRequest => {
    const id = 'observed' in write ? write.observed.fields.id : valueAt(answers[0], 'id');
    return {
      method: 'POST',
      path: fillPath(`${path}/{id}/move`, { ...write.desired, id }),
      scope: scopeOf(write),
      // Without an object above it, it is at the top.
      body: { ...(typeof above === 'string' ? { [parent]: above } : {}), index },
    };
  };
  return [{ request, returnsObject: false, repeatable: true }];
}
