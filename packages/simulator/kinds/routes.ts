import { configStoreRoutes } from '../gateway/config-stores.ts';
import { consumerGroupRoutes } from '../gateway/consumer-groups.ts';
import { coreEntityRoutes } from '../gateway/core-entities.ts';
import { dataPlaneRoutes } from '../gateway/data-planes.ts';
import { entitySchemaRoutes } from '../gateway/entity-schemas.ts';
import { pluginSchemaRoutes } from '../gateway/plugin-schemas.ts';
import { runtimeGroupRoute } from '../gateway/runtime-groups.ts';
import type { Route } from '../route.ts';
import { analyticsRoutes } from './analytics.ts';
import { apiCatalogueRoutes } from './api-catalogue.ts';
import { apiDocumentRoutes } from './api-documents.ts';
import { apiImageRoutes } from './api-images.ts';
import { apiVersionRoutes } from './api-versions.ts';
import { apiRoutes } from './apis.ts';
import { assignedRoleRoutes } from './assigned-roles.ts';
import { auditLogRoutes } from './audit-logs.ts';
import { authStrategyRoutes } from './auth-strategies.ts';
import { authenticateRoute } from './authenticate.ts';
import { catalogServiceRoutes } from './catalog-services.ts';
import { controlPlaneGroupRoutes } from './control-plane-groups.ts';
import { controlPlaneRoutes } from './control-planes.ts';
import { dcrProviderRoutes } from './dcr-providers.ts';
import { emailDomainRoutes } from './email-domains.ts';
import { emailTemplateRoutes } from './email-templates.ts';
import { singleIdentityProviderRoutes } from './identity-provider.ts';
import { identityProviderRoutes } from './identity-providers.ts';
import { implementationRoutes } from './implementations.ts';
import { membershipRoutes } from './memberships.ts';
import { notificationRoutes } from './notifications.ts';
import { organizationRoutes } from './organization.ts';
import { portalApplicationRoutes } from './portal-applications.ts';
import { portalAssetRoutes } from './portal-assets.ts';
import { portalCustomDomainRoutes } from './portal-custom-domain.ts';
import { portalDeveloperRoutes } from './portal-developers.ts';
import { portalIpAllowListRoutes } from './portal-ip-allow-list.ts';
import { portalPageRoutes } from './portal-pages.ts';
import { portalSettingRoutes } from './portal-settings.ts';
import { portalTeamRoutes } from './portal-teams.ts';
import { portalRoutes } from './portals.ts';
import { publicationRoutes } from './publications.ts';
import { registrationRoutes } from './registrations.ts';
import { roleRoutes } from './roles.ts';
import { systemAccountRoutes } from './system-accounts.ts';
import { teamRoutes } from './teams.ts';
import { userTokenRoutes } from './user-tokens.ts';
import { userRoutes } from './users.ts';

/** Every operation the simulator answers. */
export const routes: readonly Route[] = [
  ...organizationRoutes,
  authenticateRoute,
  ...teamRoutes,
  ...membershipRoutes,
  ...userRoutes,
  ...userTokenRoutes,
  ...systemAccountRoutes,
  ...roleRoutes,
  ...assignedRoleRoutes,
  ...identityProviderRoutes,
  ...singleIdentityProviderRoutes,
  ...notificationRoutes,
  ...controlPlaneRoutes,
  ...controlPlaneGroupRoutes,
  runtimeGroupRoute,
  ...dataPlaneRoutes,
  ...coreEntityRoutes,
  ...consumerGroupRoutes,
  ...entitySchemaRoutes,
  ...pluginSchemaRoutes,
  ...configStoreRoutes,
  ...portalRoutes,
  ...portalPageRoutes,
  ...portalTeamRoutes,
  ...portalDeveloperRoutes,
  ...portalApplicationRoutes,
  ...registrationRoutes,
  ...portalSettingRoutes,
  ...portalCustomDomainRoutes,
  ...portalIpAllowListRoutes,
  ...portalAssetRoutes,
  ...emailDomainRoutes,
  ...emailTemplateRoutes,
  ...dcrProviderRoutes,
  ...authStrategyRoutes,
  ...apiRoutes,
  ...apiVersionRoutes,
  ...apiImageRoutes,
  ...apiDocumentRoutes,
  ...apiCatalogueRoutes,
  ...publicationRoutes,
  ...implementationRoutes,
  ...catalogServiceRoutes,
  ...analyticsRoutes,
  ...auditLogRoutes,
];
