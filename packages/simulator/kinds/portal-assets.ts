import { scopeOf } from '../collection.ts';
import type { Route } from '../route.ts';
import { inContract, nullable } from '../rules/shape.ts';
import { settingRoutes } from '../setting.ts';
import { imageAnswer, NO_IMAGE } from './data-url.ts';
import { PORTAL } from './portal-pages.ts';

function assetRoutes(name: string): Route[] {
  const path = `/v3/portals/{portalId}/${name}`;
  return [
    ...settingRoutes({
      host: 'regional',
      path,
      name,
      parents: [PORTAL],
      // The contract has no 404 for an image that was never set, so there is one from the start.
      initial: () => ({ data: NO_IMAGE }),
      // `null` restores it (inferred: the contract allows it as a body).
      replace: nullable(inContract()),
      build: ({ data = NO_IMAGE }) => ({ data }),
    }),
    {
      host: 'regional',
      method: 'GET',
      path: `${path}/raw`,
      run: (call) => {
        const asset = call.store.table('settings', scopeOf([PORTAL], call)).get(name);
        return imageAnswer(String(asset?.data ?? NO_IMAGE));
      },
    },
  ];
}

/** The logo and the icon of a portal (Konnect API contract 3.15.0). */
export const portalAssetRoutes: Route[] = ['assets/logo', 'assets/favicon'].flatMap(assetRoutes);
