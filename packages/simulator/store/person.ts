import type { Row } from './table.ts';

/** A user made from an invitation, which only has an address. */
export function person(id: string, email: string, at: string): Row {
  const [local = email] = email.split('@');
  return { id, email, full_name: local, preferred_name: local, active: true, created_at: at, updated_at: at };
}

/** Whether two mail addresses are the same, ignoring case. */
export function sameAddress(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
