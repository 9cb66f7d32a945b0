import { stageSpec } from '../shared/index.js';
await stageSpec();
