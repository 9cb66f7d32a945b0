/** An allowed import of a room. */
export interface Allowance {
  /**
   * A room or a file of ours, such as `packages/core/value` or `packages/core/source/range.ts`; otherwise a package or
   * a builtin.
   */
  readonly target: string;
  readonly origin: 'ours' | 'npm' | 'node';
  /** Rooms in the target that are not allowed. */
  readonly without: readonly string[];
  /** Folders and files of the room that may use it; empty for the whole room. */
  readonly within: readonly string[];
}

/** A row of a table of rooms. */
export interface Room {
  /** From the repository's root; `<name>` stands for any one folder. */
  readonly path: string;
  readonly allowed: readonly Allowance[];
}

/** Every builtin of Node.js. */
export const anyBuiltin = 'node:*';

/**
 * Reads the tables of rooms out of a page: those whose first column is headed `room`.
 *
 * @throws Error for a cell that does not follow the tables' grammar
 */
export function readRooms(page: string): Room[] {
  const rooms: Room[] = [];
  let inTable = false;
  for (const line of page.split('\n')) {
    const cells = line.split('|').map((cell) => cell.trim());
    if (cells.length < 5) inTable = false;
    else if (cells[1] === 'room') inTable = true;
    else if (inTable && !/^-+$/.test(cells[1] ?? '')) rooms.push(roomOf(cells[1] ?? '', cells[3] ?? ''));
  }
  return rooms;
}

function roomOf(name: string, may: string): Room {
  const [, given] = /^`([^`]+)`$/.exec(name) ?? [];
  if (given === undefined) throw new Error(`a room is named in code font: ${name}`);
  const path = /^(?:packages|actions)\//.test(given) ? given : `packages/${given}`;
  const items = may.split(/, (?![^(]*\))/).filter((item) => item !== 'nothing of ours' && item !== 'the rows below');
  return { path, allowed: items.map((item) => allowanceOf(item, path)) };
}

const grammar = /^(`?)([\w@./:<>-]+(?: [\w.]+)?)\1(?: \(without ([^)]+)\))?(?: \(in ([^)]+) alone\))?$/;

function allowanceOf(item: string, room: string): Allowance {
  const [, code, name = '', without, within] = grammar.exec(item) ?? [];
  const more = { without: named(without), within: named(within) };
  const base = room.startsWith('packages/core/') ? 'packages/core' : 'packages';
  if (name === 'Node.js') return { target: anyBuiltin, origin: 'node', ...more };
  if (code === '`' && name.startsWith('node:')) return { target: name, origin: 'node', ...more };
  // The folder of all actions, and files of the repository's root.
  if (name === 'actions' || name.endsWith('.json')) return { target: name, origin: 'ours', ...more };
  if (code === '`' && !name.endsWith('.ts')) return { target: name, origin: 'npm', ...more };
  if (/^[\w./-]+$/.test(name)) return { target: `${base}/${name}`, origin: 'ours', ...more };
  throw new Error(`the row of ${room} says what no rule can read: ${item}`);
}

/** The names in code font in a part of a cell. */
function named(text = ''): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}
