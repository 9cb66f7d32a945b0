/** How tokens of Konnect and of forges start. Nothing else does, so that one in the wrong place is recognised. */
const tokenPattern = /^(?:kpat_|spat_|npat_|ghp_|gho_|ghu_|ghs_|ghr_|github_pat_|glpat-)/;

/** Whether text is an access token rather than the name of something that holds one. */
export function looksLikeToken(text: string): boolean {
  return tokenPattern.test(text);
}
