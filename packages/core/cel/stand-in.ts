/**
 * What the engine does otherwise than CEL and the reference say: `matches` runs on JavaScript's regular expressions,
 * positions count UTF-16 units, `lowerAscii` changes letters beyond ASCII, `int('')` is 0. The engine refuses to have its
 * functions replaced. So calls of these are renamed before they are evaluated, to a stand-in that is ours.
 */
const replaced: Readonly<Record<'call' | 'rcall', readonly string[]>> = {
  call: ['int', 'uint'],
  rcall: ['matches', 'lowerAscii', 'upperAscii', 'trim', 'indexOf', 'lastIndexOf', 'substring', 'split'],
};

const names: ReadonlyMap<string, string> = new Map(
  Object.values(replaced).flatMap((each) => each.map((name) => [standIn(name), name] as const)),
);

/** Of the length of `name`, so that every offset behind a call stays what it was. */
function standIn(name: string): string {
  return `${name.slice(0, -1)}_`;
}

/**
 * The name of our own function for the engine's function (`call`) or method (`rcall`) `name`; undefined where the engine's
 * is right.
 */
export function standInOf(form: 'call' | 'rcall', name: string): string | undefined {
  return replaced[form].includes(name) ? standIn(name) : undefined;
}

/** Whether `name` is one that expressions are evaluated with and that nobody writes. */
export function isStandIn(name: string): boolean {
  return names.has(name);
}

/** `message`, one of the engine's, with the names that people write. */
export function withoutStandIns(message: string): string {
  return message.replace(/\b\w+_(?=\()/g, (name) => names.get(name) ?? name);
}
