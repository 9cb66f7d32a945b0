/** A key as its letters and digits alone: `loginPath`, `login_path` and `login-path` are one. */
export function bare(key: string): string {
  return key.toLowerCase().replace(/[-_\s]/g, '');
}
