import { api } from './api.ts';
import { apiDocument } from './api-document.ts';
import { apiImplementation } from './api-implementation.ts';
import { apiPublication } from './api-publication.ts';
import { apiVersion } from './api-version.ts';
import { applicationAuthStrategy } from './application-auth-strategy.ts';
import { auditLogDestination } from './audit-log-destination.ts';
import { catalogService } from './catalog-service.ts';
import { controlPlane } from './control-plane.ts';
import { controlPlaneGroupMember } from './control-plane-group-member.ts';
import { customReport } from './custom-report.ts';
import { dashboard } from './dashboard.ts';
import { dataPlaneCertificate } from './data-plane-certificate.ts';
import { dcrProvider } from './dcr-provider.ts';
import { gatewayService } from './gateway-service.ts';
import { identityProvider } from './identity-provider.ts';
import { identityProviderTeamGroupMapping } from './identity-provider-team-group-mapping.ts';
import type { KonnectKind } from './kind.ts';
import { notificationEvent } from './notification-event.ts';
import { portal } from './portal.ts';
import { portalAuditLogWebhook } from './portal-audit-log-webhook.ts';
import { portalAuthenticationSettings } from './portal-authentication-settings.ts';
import { portalCustomDomain } from './portal-custom-domain.ts';
import { portalCustomization } from './portal-customization.ts';
import { portalEmailConfig } from './portal-email-config.ts';
import { portalEmailDelivery } from './portal-email-delivery.ts';
import { portalFavicon, portalLogo } from './portal-image.ts';
import { portalIpAllowList } from './portal-ip-allow-list.ts';
import { portalPage } from './portal-page.ts';
import { portalSnippet } from './portal-snippet.ts';
import { portalTeam } from './portal-team.ts';
import { portalTeamRole } from './portal-team-role.ts';
import { signIn } from './sign-in.ts';
import { systemAccount } from './system-account.ts';
import { systemAccountRole } from './system-account-role.ts';
import { systemAccountTeam } from './system-account-team.ts';
import { team } from './team.ts';
import { teamGroupMapping } from './team-group-mapping.ts';
import { teamRole } from './team-role.ts';
import { teamUser } from './team-user.ts';
import { tokenAccount } from './token-account.ts';
import { user } from './user.ts';

/** Every kind of object in Konnect that blueprints can name. A new kind has a file of its own and a line here, by its name. */
export const konnectKinds: readonly KonnectKind[] = [
  api,
  apiDocument,
  apiImplementation,
  apiPublication,
  apiVersion,
  applicationAuthStrategy,
  auditLogDestination,
  catalogService,
  controlPlane,
  controlPlaneGroupMember,
  customReport,
  dashboard,
  dataPlaneCertificate,
  dcrProvider,
  gatewayService,
  identityProvider,
  identityProviderTeamGroupMapping,
  notificationEvent,
  portal,
  portalAuditLogWebhook,
  portalAuthenticationSettings,
  portalCustomDomain,
  portalCustomization,
  portalEmailConfig,
  portalEmailDelivery,
  portalFavicon,
  portalIpAllowList,
  portalLogo,
  portalPage,
  portalSnippet,
  portalTeam,
  portalTeamRole,
  signIn,
  systemAccount,
  systemAccountRole,
  systemAccountTeam,
  team,
  teamGroupMapping,
  teamRole,
  teamUser,
  tokenAccount,
  user,
];
