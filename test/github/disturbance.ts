import type { ServerResponse } from 'node:http';
import { type Answer, problem } from './answer.ts';

/** What an outage, a limit or somebody on the way makes of an answer. */
export type Disturbance =
  /** Instead of doing anything: an outage, a missing right, a limit. */
  | {
      readonly type: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly message?: string;
    }
  /** A sign-in page with 200, from somebody who stands in between. */
  | { readonly type: 'page' }
  /** Valid JSON, and not what the operation answers. */
  | { readonly type: 'shape'; readonly body: unknown }
  /** What was asked is done, and of the answer only this much arrives. */
  | { readonly type: 'half' }
  | { readonly type: 'empty' }
  /** The connection breaks, before anything is done or after it. */
  | { readonly type: 'reset'; readonly when: 'before' | 'after' };

/** Whether what was asked for is done all the same. */
export function isDone(disturbance: Disturbance): boolean {
  return disturbance.type === 'half' || disturbance.type === 'empty' || isResetAfter(disturbance);
}

function isResetAfter(disturbance: Disturbance): boolean {
  return disturbance.type === 'reset' && disturbance.when === 'after';
}

/** What GitHub itself answers, where the disturbance is one that it describes. */
export function describedAnswer(disturbance: Disturbance): Answer | undefined {
  if (disturbance.type !== 'status') return undefined;
  const { status, headers = {}, message = 'Server Error' } = disturbance;
  return { ...problem(status, message), headers };
}

/** @param answer what the operation would have answered, where it was done */
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
