/**
 * The beginnings of access tokens of Konnect and of forges. No other text begins so, which shows a token in the wrong
 * place.
 */
const tokenPattern = /^(?:kpat_|spat_|npat_|ghp_|gho_|ghu_|ghs_|ghr_|github_pat_|glpat-)/;

/** Whether a text is an access token instead of the name of a variable or file with one. */
export function looksLikeToken(text: string): boolean {
  return tokenPattern.test(text);
}
