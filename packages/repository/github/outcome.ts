import { isRecord } from '@konduct/core/value/record';
import { AnswerPart, UnexpectedAnswer } from './answer.ts';
import { GitHubFailure } from './failure.ts';
import { endOfLimit, isLimited, passing } from './patience.ts';
import type { GitHubAnswer } from './transport.ts';

/** Reads the needed values from an answer. Throws an UnexpectedAnswer. */
export type AnswerReader<T> = (answer: AnswerPart) => T;

/** An attempt without a usable answer. */
export interface Trouble {
  readonly failure: GitHubFailure;
  /** Whether another attempt may succeed: after a limit, or after a failure that may pass. */
  readonly passes: 'limit' | 'failure' | undefined;
  /** Whether a write may have taken effect. */
  readonly mayBeDone: boolean;
}

/** The value in an answer. */
export interface Answered<T> {
  readonly value: T;
  readonly headers: GitHubAnswer['headers'];
}

/**
 * Reads an answer, or says why it cannot be used.
 *
 * @param now milliseconds since 1970
 */
export function readAnswer<T>(answer: GitHubAnswer, read: AnswerReader<T>, now: number): Answered<T> | Trouble {
  const { status, headers, text } = answer;
  if (isLimited(answer)) {
    const until = endOfLimit(answer, now);
    const failure = new GitHubFailure('limited', messageIn(text), {
      status,
      ...(until === undefined ? {} : { until }),
    });
    return { failure, passes: 'limit', mayBeDone: false };
  }
  if (status < 200 || status > 299) {
    const failure = new GitHubFailure('refused', messageIn(text), { status });
    return { failure, passes: passing.has(status) ? 'failure' : undefined, mayBeDone: status >= 500 };
  }
  const unusable = (message: string, passes?: 'failure'): Trouble => ({
    failure: new GitHubFailure('answer', message, { status }),
    passes,
    mayBeDone: true,
  });
  if (/^\s*</.test(text)) return unusable(`a web page, answered ${status}`);
  try {
    return { value: read(new AnswerPart(JSON.parse(text))), headers };
  } catch (error) {
    if (error instanceof UnexpectedAnswer) return unusable(error.message);
    if (!(error instanceof SyntaxError)) throw error;
    // Probably the answer was cut off; the next attempt gets all of it.
    return unusable(text === '' ? `an empty answer (${status})` : `an answer that is no JSON (${status})`, 'failure');
  }
}

/** The message in GitHub's answer. A web page gets a fixed sentence, any other text none. */
function messageIn(text: string): string {
  if (/^\s*</.test(text)) return 'it answered with a web page';
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) && typeof value.message === 'string' ? value.message : '';
  } catch {
    return '';
  }
}
