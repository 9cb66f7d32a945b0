import type { DiagnosticCode } from '../codes.ts';
import { blueprintRemedies } from './blueprint.ts';
import { configurationRemedies } from './configuration.ts';
import { gatewayRemedies } from './gateway.ts';
import { konnectRemedies } from './konnect.ts';
import { stagingRemedies } from './staging.ts';

/** Sections of the page, each with the remedies of its codes. */
export type Remedies = Readonly<Record<string, Partial<Readonly<Record<DiagnosticCode, string>>>>>;

/**
 * What to do about each code, in the sections of docs/reference/troubleshooting.md, which is generated from this table and
 * from `diagnosticCodes`. A finding has a fix of its own for the case at hand; this is the way for all cases of its code.
 * Texts are Markdown, with links relative to docs/reference. The order is that of `diagnosticCodes`; a test keeps the
 * table complete.
 */
export const remedies: Remedies = {
  ...configurationRemedies,
  ...blueprintRemedies,
  ...stagingRemedies,
  ...gatewayRemedies,
  ...konnectRemedies,
};
