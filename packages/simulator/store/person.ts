import type { Row } from './table.ts';

/** A user as Konnect has them, from what an invite says: the address. */
export function person(id: string, email: string, at: string): Row {
  const [local = email] = email.split('@');
  return { id, email, full_name: local, preferred_name: local, active: true, created_at: at, updated_at: at };
}

/** Mail addresses are compared without case. */
export function sameAddress(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
