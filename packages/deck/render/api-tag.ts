const prefix = 'ko-api-name=';

/** The tag by which a gateway service is linked to its API. */
export function apiTag(apiName: string): string {
  return `${prefix}${apiName}`;
}

/** The name of the API that a tag links to; undefined for any other tag. */
export function apiNameIn(tag: string): string | undefined {
  return tag.startsWith(prefix) ? tag.slice(prefix.length) : undefined;
}
