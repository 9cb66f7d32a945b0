import type { SourceFile } from '@konduct/core/source/source-file';
import { openApiText } from '@konduct/openapi/swagger/openapi';
import { type SelfContainedResult, selfContainedSpecification } from '../self-contained.ts';

/** The input of decK for a specification: OpenAPI 3 without references to other files. */
export function inputOf(file: SourceFile): SelfContainedResult {
  const checked = selfContainedSpecification(file);
  if ('diagnostics' in checked) return checked;
  const upgraded = openApiText(file);
  if ('diagnostics' in upgraded || upgraded.text === file.text) return 'diagnostics' in upgraded ? upgraded : checked;
  const again = selfContainedSpecification({ ...file, text: upgraded.text });
  // Lines of converted Swagger 2 are not lines of the author's file.
  return 'diagnostics' in again ? again : { text: again.text, places: undefined };
}
