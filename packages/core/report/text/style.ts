const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36 } as const;

export type Colour = keyof typeof codes;

/** Colours text, or returns it unchanged: the front door decides whether colours are wanted. */
export type Style = (colour: Colour, text: string) => string;

export function styleFor(color: boolean): Style {
  return color ? (colour, text) => (text === '' ? '' : `\u001b[${codes[colour]}m${text}\u001b[0m`) : (_, text) => text;
}
