import { builtinModules } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import { type Allowance, anyBuiltin, type Room } from './room.ts';

export interface SourceText {
  /** From the repository's root. */
  readonly path: string;
  readonly text: string;
}

/** A line for each import that the rows of a file's room do not allow, and for each file without a row. */
export function violations(rooms: readonly Room[], files: readonly SourceText[]): string[] {
  return files.flatMap((file) => {
    const room = roomOf(rooms, file.path);
    if (!room) return [`${file.path}: no row of a table of rooms is about it`];
    return importsOf(file).flatMap(({ name, line }) => {
      const to = targetOf(file.path, name);
      if (to.origin === 'ours' && isBelow(to.name, room.folder)) return [];
      return room.allowed.some((allowance) => allows(allowance, to, file.path.slice(room.folder.length + 1)))
        ? []
        : [`${file.path}:${line}: imports ${to.name}, which the row of ${room.folder} does not allow`];
    });
  });
}

/** Rooms that may import a room in a later row: the rows must be in the direction of imports. */
export function againstTheFlow(rooms: readonly Room[]): string[] {
  return rooms.flatMap((room, index) =>
    room.allowed.flatMap(({ origin, target }) => {
      const other = rooms.findIndex(({ path: name }) => name === target);
      return origin === 'ours' && other >= index
        ? [`${room.path} may import ${target}, whose row does not stand above`]
        : [];
    }),
  );
}

interface Target {
  readonly origin: Allowance['origin'];
  readonly name: string;
}

function importsOf({ path: name, text }: SourceText): { readonly name: string; readonly line: number }[] {
  // Read as modules, so that the word `require` is not taken for an import.
  return ts.preProcessFile(text, true, name.endsWith('.js')).importedFiles.map(({ fileName, pos }) => ({
    name: fileName,
    line: text.slice(0, pos).split('\n').length,
  }));
}

function targetOf(from: string, name: string): Target {
  if (name.startsWith('.')) return { origin: 'ours', name: path.posix.join(path.posix.dirname(from), name) };
  if (name.startsWith('@konduct/')) return { origin: 'ours', name: `packages/${name.slice('@konduct/'.length)}.ts` };
  if (name.startsWith('node:')) return { origin: 'node', name };
  if (builtinModules.includes(name)) return { origin: 'node', name: `node:${name}` };
  const parts = name.split('/');
  return { origin: 'npm', name: parts.slice(0, name.startsWith('@') ? 2 : 1).join('/') };
}

/**
 * The room with the longest path that a file is in, and the room's folder. A room that only contains rooms has no
 * files.
 */
function roomOf(rooms: readonly Room[], file: string): (Room & { readonly folder: string }) | undefined {
  const [room] = rooms
    .filter(({ path: name }) => folderOf(name, file) !== undefined)
    .sort((a, b) => b.path.length - a.path.length);
  if (!room || rooms.some(({ path: name }) => name.startsWith(`${room.path}/`))) return undefined;
  return { ...room, folder: folderOf(room.path, file) ?? room.path };
}

function folderOf(room: string, file: string): string | undefined {
  const folder = file.split('/').slice(0, room.split('/').length).join('/');
  return folder === room ||
    (room.endsWith('/<name>') && file.startsWith(`${room.slice(0, -'<name>'.length)}${folder.split('/').at(-1)}/`))
    ? folder
    : undefined;
}

function allows({ target, origin, without, within }: Allowance, to: Target, inRoom: string): boolean {
  if (origin !== to.origin) return false;
  if (within.length > 0 && !within.some((part) => inRoom === part || inRoom.startsWith(part))) return false;
  if (origin !== 'ours') return target === anyBuiltin || target === to.name;
  return isBelow(to.name, target) && !without.some((part) => isBelow(to.name, `${target}/${part}`));
}

function isBelow(file: string, folder: string): boolean {
  return file === folder || file.startsWith(`${folder}/`);
}
