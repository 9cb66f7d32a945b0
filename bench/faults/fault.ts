/** The faults of one call of a run. */
export const faults = [
  /** The connection ends before the call takes effect. */
  'reset before commit',
  /** The call takes effect, and the connection ends instead of an answer. */
  'reset after commit',
  /** The call takes effect, and the connection ends in the middle of the answer. */
  'truncated answer',
  '500',
  '503',
  '429',
  /** This call and all its repetitions are answered with 500 until the run ends. */
  '500 for good',
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
