import { isBuiltin, type SourceRange, showLine } from '../../source/range.ts';
import { codeSpan } from './escape.ts';

/** The repository and commit of a run, for links to lines of its files. */
export interface Links {
  /** The repository's page: `https://github.com/owner/name`. */
  readonly repository: string;
  /** The commit whose files the run read. */
  readonly commit: string;
  /** The page of the run, where its summary stands. */
  readonly run?: string;
}

/** `file:line`, linked to the line if `links` is given and the file is one of the repository's. */
export function placeLink(place: SourceRange, links: Links | undefined): string {
  const text = codeSpan(showLine(place));
  if (!links || isBuiltin(place.file)) return text;
  const path = place.file.split('/').map(encodeURIComponent).join('/').replace(/[()]/g, encodeParenthesis);
  return `[${text}](${links.repository}/blob/${links.commit}/${path}#L${place.start.line})`;
}

/** Encodes a parenthesis, which would end a Markdown link; `encodeURIComponent` leaves it alone. */
function encodeParenthesis(character: string): string {
  return `%${character.charCodeAt(0).toString(16)}`;
}
