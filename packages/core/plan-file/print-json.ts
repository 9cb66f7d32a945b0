import { isRecord } from '../value/record.ts';

/** The longest line that a list or an object is put on whole, in characters. */
const width = 120;

/**
 * A JSON value for people: what fits on one line stands on one line, everything else has a line for each member. The
 * outermost members always have lines of their own. Members without a value are left out.
 */
export function printJson(value: unknown, indent = ''): string {
  if (!Array.isArray(value) && !isRecord(value)) return JSON.stringify(value);
  const line = indent === '' ? undefined : onOneLine(value, width - indent.length);
  if (line !== undefined) return line;
  const deeper = `${indent}  `;
  const [open, close, members] = Array.isArray(value)
    ? ['[', ']', value.map((item) => printJson(item, deeper))]
    : ['{', '}', membersOf(value).map(([key, member]) => `${JSON.stringify(key)}: ${printJson(member, deeper)}`)];
  return `${open}\n${members.map((member) => deeper + member).join(',\n')}\n${indent}${close}`;
}

/** `{ "path": "name", "after": "x" }`, or undefined where it has more characters than there is room. */
function onOneLine(value: unknown, room: number): string | undefined {
  if (room < 2) return undefined;
  if (!Array.isArray(value) && !isRecord(value)) return fitting(JSON.stringify(value), room);
  const isList = Array.isArray(value);
  const members: string[] = [];
  let left = room - 2;
  for (const [key, member] of isList ? value.map((item) => ['', item] as const) : membersOf(value)) {
    const name = isList ? '' : `${JSON.stringify(key)}: `;
    const text = onOneLine(member, left - name.length);
    if (text === undefined) return undefined;
    members.push(name + text);
    left -= name.length + text.length + 2;
  }
  if (isList) return fitting(`[${members.join(', ')}]`, room);
  return fitting(members.length === 0 ? '{}' : `{ ${members.join(', ')} }`, room);
}

function fitting(text: string, room: number): string | undefined {
  return text.length <= room ? text : undefined;
}

function membersOf(value: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(value).filter(([, member]) => member !== undefined);
}
