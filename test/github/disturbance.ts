import type { ServerResponse } from 'node:http';
import { type Answer, problem } from './answer.ts';

/** The faults of an answer: outages, limits, and answers of other servers. */
export type Disturbance =
  /** An error instead of the operation: an outage, a missing right, a limit. */
  | {
      readonly type: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly message?: string;
    }
  /** A sign-in page with 200, from a proxy in between. */
  | { readonly type: 'page' }
  /** Valid JSON of another shape than the operation's answer. */
  | { readonly type: 'shape'; readonly body: unknown }
  /** The operation is carried out, and only this part of the answer arrives. */
  | { readonly type: 'half' }
  | { readonly type: 'empty' }
  /** The connection breaks before or after the operation. */
  | { readonly type: 'reset'; readonly when: 'before' | 'after' };

/** Whether the operation is carried out in spite of the disturbance. */
export function isDone(disturbance: Disturbance): boolean {
  return disturbance.type === 'half' || disturbance.type === 'empty' || isResetAfter(disturbance);
}

function isResetAfter(disturbance: Disturbance): boolean {
  return disturbance.type === 'reset' && disturbance.when === 'after';
}

/** GitHub's own answer, for a disturbance that its description has. */
export function describedAnswer(disturbance: Disturbance): Answer | undefined {
  if (disturbance.type !== 'status') return undefined;
  const { status, headers = {}, message = 'Server Error' } = disturbance;
  return { ...problem(status, message), headers };
}

/** @param answer the operation's answer, if it was carried out */
export function writeDisturbed(response: ServerResponse, disturbance: Disturbance, answer: Answer | undefined): void {
  const json = { 'content-type': 'application/json; charset=utf-8' };
  const { status } = answer ?? { status: 200 };
  switch (disturbance.type) {
    case 'page':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>\n<title>Sign in</title>');
      break;
    case 'shape':
      response.writeHead(200, json).end(JSON.stringify(disturbance.body));
      break;
    case 'half': {
      const whole = JSON.stringify(answer?.body);
      response.writeHead(status, json).end(whole.slice(0, whole.length / 2));
      break;
    }
    case 'empty':
      response.writeHead(status, json).end();
      break;
    default:
      response.destroy();
  }
}
