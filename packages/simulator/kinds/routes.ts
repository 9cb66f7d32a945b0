import { consumerGroupRoutes } from '../gateway/consumer-groups.ts';
import { coreEntityRoutes } from '../gateway/core-entities.ts';
import { entitySchemaRoutes } from '../gateway/entity-schemas.ts';
import { runtimeGroupRoute } from '../gateway/runtime-groups.ts';
import type { Route } from '../route.ts';
import { apiVersionRoutes } from './api-versions.ts';
import { apiRoutes } from './apis.ts';
import { assignedRoleRoutes } from './assigned-roles.ts';
import { controlPlaneRoutes } from './control-planes.ts';
import { implementationRoutes } from './implementations.ts';
import { memberships } from './memberships.ts';
import { portalRoutes } from './portals.ts';
import { publicationRoutes } from './publications.ts';
import { teamRoutes } from './teams.ts';
import { userRoutes } from './users.ts';

/** Every operation the simulator answers. */
export const routes: readonly Route[] = [
  ...teamRoutes,
  ...memberships,
  ...userRoutes,
  ...assignedRoleRoutes,
  ...controlPlaneRoutes,
  runtimeGroupRoute,
  ...coreEntityRoutes,
  ...consumerGroupRoutes,
  ...entitySchemaRoutes,
  ...portalRoutes,
  ...apiRoutes,
  ...apiVersionRoutes,
  ...publicationRoutes,
  ...implementationRoutes,
];
