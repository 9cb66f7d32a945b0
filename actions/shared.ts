// What dist/shared holds: every action but validate-config, which must not carry a Konnect client. Each has a stub of two
// lines in dist/ that calls its function, so that what they have in common is bundled once.
export { deckSync } from './deck-sync/src/main.ts';
export { reconcileKonnect } from './reconcile-konnect/src/main.ts';
export { stageSpec } from './stage-spec/src/main.ts';
