/** The faults of one call of a run. */
export const faults = [
  /** The connection ends before the call takes effect. */
  'reset before commit',
  /** The call takes effect, and the connection ends instead of an answer. */
  'reset after commit',
  /** The call takes effect, and the connection ends in the middle of the answer. */
  'truncated answer',
  '500',
  '502',
  '503',
  '429',
  /** The connection of this call and of all its repetitions ends before they take effect. */
  'reset for good',
  /** This call and all its repetitions are answered with 500 until the run ends. */
  '500 for good',
  /** This call and all later ones are answered with 429. */
  '429 for good',
  /** This call and all later ones are answered with 401: the token was revoked. */
  '401 for good',
  /** The call takes effect, and the process gets SIGKILL before the answer. */
  'kill',
  /** The process gets SIGTERM when the call arrives; the call is answered. */
  'TERM',
] as const;
export type Fault = (typeof faults)[number];

/** Whether a fault needs a process, because it sends a signal. */
export function endsProcess(fault: Fault | undefined): boolean {
  return fault === 'kill' || fault === 'TERM';
}

/** The calls of the run that a fault strikes after the first. */
export function lasts(fault: Fault): 'once' | 'for the same call' | 'for all calls' {
  if (fault === '429 for good' || fault === '401 for good') return 'for all calls';
  return fault === '500 for good' || fault === 'reset for good' ? 'for the same call' : 'once';
}
