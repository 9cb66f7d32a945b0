import type { EnvironmentType, Service } from '@konduct/core/instance/instance';
import { rangeOf } from '@konduct/core/source/origin';
import type { RenderService } from '@konduct/deck/render/files';

/** A service of an environment as rendering needs it. Staging, linting and syncing use the same. */
export function renderedService(service: Service, { unclearUpstream }: EnvironmentType): RenderService {
  const { key, apiName, stagedPath, deck, upstream, controlPlaneName } = service;
  return {
    key,
    apiName,
    directory: stagedPath.slice(0, stagedPath.lastIndexOf('/')),
    specification: stagedPath,
    named: rangeOf(service, 'apiName'),
    options: deck,
    upstream: upstream && { targets: upstream, at: rangeOf(service, 'upstream') },
    unclearUpstream,
    controlPlane: controlPlaneName,
  };
}
