/** CEL's equality of two engine values: numbers by value across their types, lists and objects by their members. */
export function isEqual(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  // Ordering compares bigint with number exactly, where === never takes them for equal.
  if (isNumber(left) && isNumber(right)) return left <= right && left >= right;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item, index) => isEqual(item, right[index]));
  }
  if (left instanceof Date && right instanceof Date) return left.getTime() === right.getTime();
  const [leftMembers, rightMembers] = [membersOf(left), membersOf(right)];
  if (leftMembers.size !== rightMembers.size) return false;
  return [...leftMembers].every(([key, member]) => rightMembers.has(key) && isEqual(member, rightMembers.get(key)));
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === 'bigint' || typeof value === 'number';
}

function membersOf(value: object): ReadonlyMap<unknown, unknown> {
  return value instanceof Map ? value : new Map(Object.entries(value));
}
