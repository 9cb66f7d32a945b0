/** Whether Konnect can send an invitation to an address: it has a local part, and a domain with a dot in it. */
export function isInvitable(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[^\s@<>(),;:\\"[\]]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,}$/u.test(text)
  );
}

/** Whether git accepts an address for an author: anything with an `@` that does not break the format of a commit. */
export function isAuthorEmail(text: string): boolean {
  return /^[^\s@<>]+@[^\s@<>]+$/.test(text);
}
