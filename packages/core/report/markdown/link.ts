import { isBuiltin, type SourceRange, showLine } from '../../source/range.ts';
import { codeSpan } from './escape.ts';

/** Where the files of a run can be read, so that places become links. */
export interface Links {
  /** The repository's page: `https://github.com/owner/name`. */
  readonly repository: string;
  /** The commit whose files the run read. */
  readonly commit: string;
  /** The page of the run, where its summary stands. */
  readonly run?: string;
}

/** `file:line`, linked to the line where the files can be read. */
export function placeLink(place: SourceRange, links: Links | undefined): string {
  const text = codeSpan(showLine(place));
  if (!links || isBuiltin(place.file)) return text;
  const path = place.file.split('/').map(encodeURIComponent).join('/').replace(/[()]/g, encodeParenthesis);
  return `[${text}](${links.repository}/blob/${links.commit}/${path}#L${place.start.line})`;
}

/** `encodeURIComponent` leaves parentheses alone, which would end a Markdown link. */
function encodeParenthesis(character: string): string {
  return `%${character.charCodeAt(0).toString(16)}`;
}
