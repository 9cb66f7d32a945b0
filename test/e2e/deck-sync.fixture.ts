import { deckSync } from '../../actions/deck-sync/src/main.ts';

// The action, run from its sources.
await deckSync();
