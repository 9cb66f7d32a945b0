import type { Inputs } from '@konduct/operations/inputs/input';
import type { OutputName } from './outputs.ts';

/** The definition of an action, from which its `action.yml` and the tables of its README are generated. */
export interface ActionDefinition {
  /** The name of its folders in `actions/` and `dist/`. */
  readonly folder: string;
  readonly title: string;
  /** One line that starts with a verb. */
  readonly description: string;
  /** A Feather icon. The colour is the same for all actions. */
  readonly icon: string;
  readonly inputs: Inputs;
  readonly outputs: readonly OutputName[];
}
