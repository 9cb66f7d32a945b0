import type { EnvironmentType, Service } from '@konduct/core/instance/instance';
import { rangeOf } from '@konduct/core/source/origin';
import type { RenderService } from '@konduct/deck/render/files';

/** A service of an environment as its decK file is made: for staging and for everything that checks or syncs it alike. */
export function renderedService(service: Service, { unclearUpstream }: EnvironmentType): RenderService {
  const { key, apiName, stagedPath, deck, upstream } = service;
  return {
    key,
    apiName,
    directory: stagedPath.slice(0, stagedPath.lastIndexOf('/')),
    specification: stagedPath,
    named: rangeOf(service, 'apiName'),
    options: deck,
    upstream: upstream && { targets: upstream, at: rangeOf(service, 'upstream') },
    unclearUpstream,
  };
}
