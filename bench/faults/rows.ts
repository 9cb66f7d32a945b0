import { applyRows } from './apply-rows.ts';
import { deckRows } from './deck-rows.ts';
import type { Row } from './row.ts';
import { stageRows } from './stage-rows.ts';

/** Every row of the matrix. */
export const rows: readonly Row[] = [...applyRows, ...deckRows, ...stageRows];
