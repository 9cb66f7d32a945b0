import { deckSync } from '../shared/index.js';
await deckSync();
