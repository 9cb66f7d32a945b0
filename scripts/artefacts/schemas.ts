import { deckReportSchema } from '@konduct/operations/deck/schema';
import { blueprintSchema } from '../../packages/core/blueprint/raw.ts';
import { manifestSchemas } from '../../packages/core/manifest/schema.ts';
import { planFileSchema } from '../../packages/core/report/json/plan-file-schema.ts';
import { reportSchema } from '../../packages/core/report/json/schema.ts';
import { snapshotSchema } from '../../packages/core/report/json/snapshot-schema.ts';
import { stageReportSchema } from '../../packages/core/report/json/stage-schema.ts';
import type { Artefact } from './artefact.ts';

/** The published JSON Schemas, for editors and for readers of reports and plan files. */
export function schemas(): Artefact[] {
  const all = {
    ...manifestSchemas(),
    'blueprint.schema.json': blueprintSchema,
    'plan-file.schema.json': planFileSchema,
    'snapshot.schema.json': snapshotSchema,
    'report.schema.json': reportSchema,
    'stage-report.schema.json': stageReportSchema,
    'deck-report.schema.json': deckReportSchema,
  };
  return Object.entries(all).map(([name, schema]) => ({
    path: `schemas/${name}`,
    text: `${JSON.stringify(schema, null, 2)}\n`,
  }));
}
