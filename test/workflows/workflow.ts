import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export const root = join(import.meta.dirname, '../..');

export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly 'continue-on-error'?: unknown;
}

export interface Job {
  readonly name?: string;
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly strategy?: { readonly 'fail-fast'?: boolean; readonly matrix: unknown };
  readonly environment?: string;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly 'continue-on-error'?: unknown;
  readonly steps: readonly Step[];
}

/** The parts of a workflow file that tests read. */
export interface Workflow {
  readonly name?: string;
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: unknown;
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': unknown };
  readonly jobs: Readonly<Record<string, Job>>;
}

export interface WorkflowFile {
  /** Relative to the checkout. */
  readonly path: string;
  readonly text: string;
  readonly workflow: Workflow;
}

/** The workflow that replaces Kong Air's for a platform that is too large for one job. */
export const largePlatform = 'action-examples/large-platform/.github/workflows/apply.yaml';

/** Every workflow that we run or publish, sorted by path. */
export const workflowFiles: readonly WorkflowFile[] = globSync(
  '{.github,action-examples/*/.github}/workflows/*.{yml,yaml}',
  { cwd: root },
)
  .sort()
  .map(readWorkflow);

/** One workflow of the Kong Air example. */
export function exampleWorkflow(name: string): WorkflowFile {
  return readWorkflow(`action-examples/kong-air/.github/workflows/${name}.yaml`);
}

export function stepsOf(workflow: Workflow): Step[] {
  return Object.values(workflow.jobs).flatMap(({ steps }) => steps);
}

/** A workflow file, by its path in the checkout. */
export function readWorkflow(path: string): WorkflowFile {
  const text = readFileSync(join(root, path), 'utf8');
  return { path, text, workflow: parse(text) as Workflow };
}

/** The steps that run an action of ours. */
export function oursOf(steps: readonly Step[] = []): Step[] {
  return steps.filter((step) => step.uses?.startsWith('konduct/konduct/'));
}

/** The steps that run one of our actions. */
export function stepsWith(action: string, steps: readonly Step[] = []): Step[] {
  return steps.filter((step) => step.uses?.startsWith(`konduct/konduct/actions/${action}@`));
}

/** The modes of our steps, in their order. */
export function modes(steps: readonly Step[] = []): unknown[] {
  return oursOf(steps).map((step) => step.with?.mode);
}
