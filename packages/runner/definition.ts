import type { Inputs } from '@konduct/operations/inputs/input';
import type { OutputName } from './outputs.ts';

/** What an action's `action.yml` and the tables of its README are generated from. */
export interface ActionDefinition {
  /** The folder below `actions/` and below `dist/`. */
  readonly folder: string;
  readonly title: string;
  /** One line that starts with a verb. */
  readonly description: string;
  /** A Feather icon; the suite has one colour. */
  readonly icon: string;
  readonly inputs: Inputs;
  readonly outputs: readonly OutputName[];
}
