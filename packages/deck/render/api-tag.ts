const prefix = 'ko-api-name=';

/** The tag that links a gateway service to its API. */
export function apiTag(apiName: string): string {
  return `${prefix}${apiName}`;
}

/** The name of the API in such a tag; undefined for any other tag. */
export function apiNameIn(tag: string): string | undefined {
  return tag.startsWith(prefix) ? tag.slice(prefix.length) : undefined;
}
