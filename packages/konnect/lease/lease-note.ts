/** What the description of a lease says, for people and for other runs. */
export interface LeaseNote {
  /** The run that holds the lease: an id that no two runs share. */
  readonly run: string;
  /** The run for people, such as `acme/platform run 42` or `ann on build-7`. */
  readonly holder: string;
  /** Milliseconds since the epoch; the holder writes nothing afterwards unless it prolongs the lease before. */
  readonly until: number;
}

/** The longest part of a holder that is kept, in characters. */
const longestHolder = 300;

/** The description of a lease's system account. People read it in Konnect. */
export function leaseDescription({ run, holder, until }: LeaseNote): string {
  const who = holder.replace(/[\s\p{C}]+/gu, ' ').slice(0, longestHolder);
  return `Konduct is changing this organization and removes this account when it is done. Holder: ${who}. Until: ${new Date(until).toISOString()}. Run: ${run}`;
}

const pattern = /Holder: (?<holder>.*)\. Until: (?<until>\d{4}-\d\d-\d\dT[\d:.]+Z)\. Run: (?<run>[\w-]+)$/s;

/** Reads the description of a lease. Undefined for a text that Konduct did not write. */
export function readLeaseNote(description: unknown): LeaseNote | undefined {
  const { holder, until, run } = (typeof description === 'string' && pattern.exec(description)?.groups) || {};
  const time = Date.parse(until ?? '');
  if (holder === undefined || run === undefined || Number.isNaN(time)) return undefined;
  return { run, holder, until: time };
}
