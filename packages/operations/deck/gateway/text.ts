import { showValue } from '@konduct/core/report/value';
import { visible } from '@konduct/core/value/visible';
import type { EntityChange, EntityField } from '@konduct/deck/gateway/change';
import { masked } from '@konduct/tool/process/masking';
import { type ControlPlaneView, changesTitle, errorsOf, type GatewayMode, isBad } from './words.ts';

export const changeMarks: Readonly<Record<EntityChange['action'], string>> = {
  create: '+',
  takeover: '!',
  update: '!',
  delete: '-',
};

const words: Readonly<Record<EntityChange['action'], string>> = {
  create: '',
  takeover: 'take over ',
  update: 'update ',
  delete: '',
};

/** The lines about a control plane below its name, for a terminal, a log or a file. */
export function planeText(plane: ControlPlaneView, mode: GatewayMode): string[] {
  const { diff } = plane;
  const errors = isBad(plane) ? errorsOf(plane) : [];
  return [
    ...errors.map(({ code, message }) => `error[${code}]: ${visible(message)}`),
    ...(diff ? [changesTitle(plane, mode), ...diff.changes.flatMap((change) => changeLines(change))] : []),
  ];
}

/** A change on one line, and each of its fields on a line of its own. Names are untrusted and cannot add lines. */
export function changeLines(change: EntityChange): string[] {
  const { action, kind, fields } = change;
  const mark = changeMarks[action];
  const title = `${mark} ${words[action]}${visible(kind)} ${nameLine(change)}`;
  // The fields of a created entity are left out: they would only repeat the file.
  if (action === 'create') return [title];
  return [title, ...fields.flatMap(fieldLines)];
}

function fieldLines({ path, before, after }: EntityField): string[] {
  // A changed secret is masked on both sides, so one side is enough.
  if (before === masked && after === masked) return [`!     ${visible(path)}: ${masked}`];
  return [
    ...(before === undefined ? [] : [`-     ${visible(path)}: ${showValue(before)}`]),
    ...(after === undefined ? [] : [`+     ${visible(path)}: ${showValue(after)}`]),
  ];
}

/** A name, and for what is not ours what it is deleted with. */
function nameLine({ name, deletedWith }: EntityChange): string {
  return deletedWith === undefined
    ? visible(name)
    : `${visible(name)} (not ours, deleted with ${visible(deletedWith)})`;
}

/** The number of changes of each kind, and their names. */
export function kindLines(changes: readonly EntityChange[], withNames: boolean): string[] {
  const groups = Map.groupBy(changes, ({ action, kind }) => `${changeMarks[action]} ${words[action]}${visible(kind)}`);
  return [...groups].flatMap(([title, members]) => [
    `${title} (${members.length})`,
    ...(withNames ? members.map((member) => `${title[0]}     ${nameLine(member)}`) : []),
  ]);
}
