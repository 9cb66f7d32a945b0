import { definition as deckSync } from '../../actions/deck-sync/src/definition.ts';
import { definition as reconcile } from '../../actions/reconcile-konnect/src/definition.ts';
import { definition as stageSpec } from '../../actions/stage-spec/src/definition.ts';
import { definition as validate } from '../../actions/validate-config/src/definition.ts';
import type { ActionDefinition } from '../../packages/runner/definition.ts';

/** Every action of the suite, in the order a workflow uses them. */
export const actions: readonly ActionDefinition[] = [validate, stageSpec, reconcile, deckSync];
