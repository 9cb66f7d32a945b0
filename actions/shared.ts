// The entry of dist/shared, which has every action but validate-config: that one must not contain a Konnect client.
// Each of these actions has a stub of two lines in dist/ that calls its function, so that common code is bundled once.
export { deckSync } from './deck-sync/src/main.ts';
export { reconcileKonnect } from './reconcile-konnect/src/main.ts';
export { stageSpec } from './stage-spec/src/main.ts';
