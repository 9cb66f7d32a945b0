// Written by `npm run generate` from packages/core/*/builtin/*.yaml. Do not edit.
import type { SourceFile } from './source/source-file.ts';

/** The files Konduct brings along, sorted by path. */
export const builtinFiles: readonly SourceFile[] = [
  { path: "builtin/environment-types.yaml", text: `# The environment types that need no definition. A platform adds its own under \`environment-types\`, and a type of the
# same name there replaces the one here whole.
environment-types:
  # For trying things out: nobody outside sees it, and teams may change their gateways themselves.
  DEV:
    api-name: \${name}-\${environment}
    branch: dev
    portal:
      visibility: private
      authentication: true
    team-role: Admin
    cluster-type: CLUSTER_TYPE_SERVERLESS
    unclear-upstream: warn
  # What customers use: plain names, a public portal, and gateways that change through git alone.
  PROD:
    api-name: \${name}
    branch: prod
    portal:
      visibility: public
      authentication: false
    team-role: Viewer
    cluster-type: CLUSTER_TYPE_CONTROL_PLANE
    unclear-upstream: error
` },
  { path: "builtin/environment.yaml", text: `# What an environment of an organization becomes in Konnect: a developer portal, and for each team a control plane with
# the role that the environment's type gives. Types are data too: see environment-types.yaml.
apiVersion: konduct/v1
kind: Blueprint
metadata:
  name: environment
schema:
  spec:
    organization: string | required=true description="The organization's name in the manifest"
    environment: Environment | required=true description="The environment, with its type and its teams"
    teams: "[]Team | required=true description=\\"The organization's teams in Konnect\\""
resources:
  - id: portal
    kind: Portal
    template:
      name: \${schema.spec.environment.key}
      display_name: \${schema.spec.organization} (\${schema.spec.environment.key})
      authentication_enabled: \${schema.spec.environment.type.portal.authentication}
      default_api_visibility: \${schema.spec.environment.type.portal.visibility}
      default_page_visibility: \${schema.spec.environment.type.portal.visibility}
      # The pages and snippets Konnect gives to a new portal; written once, at creation.
      default_content: true

  - id: controlPlanes
    kind: ControlPlane
    forEach:
      - team: \${schema.spec.environment.teams}
    includeWhen:
      - \${!team.sharesControlPlane}
    template:
      name: \${team.controlPlaneName}
      description: Control plane for team \${team.key} in environment \${schema.spec.environment.key}
      cluster_type: \${schema.spec.environment.type.?clusterType}
      labels:
        env: \${schema.spec.environment.type.key}
        team: \${team.key}

  # Control planes with one control-plane-name for several teams, and those that services name.
  - id: sharedControlPlanes
    kind: ControlPlane
    forEach:
      - plane: \${schema.spec.environment.sharedControlPlanes}
    template:
      name: \${plane.name}
      description: "Control plane in environment \${schema.spec.environment.key} of \${size(plane.teams) > 20 ? string(size(plane.teams)) + ' teams' : plane.teams.join(', ')}"
      cluster_type: \${schema.spec.environment.type.?clusterType}
      labels:
        env: \${schema.spec.environment.type.key}

  # A type without a team role gives its teams no access.
  - id: roles
    kind: TeamRole
    forEach:
      - team: "\${has(schema.spec.environment.type.teamRole) ? schema.spec.environment.teams : []}"
    includeWhen:
      - \${!team.sharesControlPlane}
    template:
      team_id: \${schema.spec.teams.filter(candidate, candidate.name == team.key)[0].id}
      role_name: \${schema.spec.environment.type.teamRole}
      entity_id: \${controlPlanes.filter(candidate, candidate.name == team.controlPlaneName)[0].id}
      entity_type_name: Control Planes
      entity_region: \${schema.spec.environment.region}

  - id: sharedRoles
    kind: TeamRole
    forEach:
      - plane: "\${has(schema.spec.environment.type.teamRole) ? schema.spec.environment.sharedControlPlanes : []}"
      - team: \${plane.teams}
    template:
      team_id: \${schema.spec.teams.filter(candidate, candidate.name == team)[0].id}
      role_name: \${schema.spec.environment.type.teamRole}
      entity_id: \${sharedControlPlanes.filter(candidate, candidate.name == plane.name)[0].id}
      entity_type_name: Control Planes
      entity_region: \${schema.spec.environment.region}

  # A team may name a blueprint for what it gets beside its control plane and role.
  - id: teamExtras
    kind: team
    forEach:
      - team: \${schema.spec.environment.teams}
    includeWhen:
      - \${has(team.blueprint)}
    blueprint: \${team.?blueprint}
    parameters: \${team.parameters}
    template:
      environment: \${schema.spec.environment}
      team: \${team}
      konnectTeam: \${schema.spec.teams.filter(candidate, candidate.name == team.key)[0]}
      portal: \${portal}
      controlPlane: \${(controlPlanes + sharedControlPlanes).filter(candidate, candidate.name == team.controlPlaneName)[0]}

  - id: services
    kind: service
    forEach:
      - team: \${schema.spec.environment.teams}
      - service: \${team.services}
    # A service may name a blueprint of its own and give it parameters.
    blueprint: \${service.?blueprint}
    parameters: \${service.parameters}
    template:
      environment: \${schema.spec.environment}
      service: \${service}
      portal: \${portal}
      controlPlane: \${(controlPlanes + sharedControlPlanes).filter(candidate, candidate.name == service.controlPlaneName)[0]}
` },
  { path: "builtin/organization.yaml", text: `# What an organization of the manifest becomes in Konnect. A file with the same name in the platform directory's
# blueprints/ folder replaces this one: \`konduct blueprint organization\` prints it as a start.
apiVersion: konduct/v1
kind: Blueprint
metadata:
  name: organization
schema:
  spec:
    organization: Organization | required=true description="The organization, with the teams its environments use"
resources:
  # A team exists once in an organization, however many environments use it.
  - id: teams
    kind: Team
    forEach:
      - team: \${schema.spec.organization.teams}
    template:
      name: \${team.key}
      description: \${team.?description}
    # Who is not listed leaves the team, while the manifest lists its users; and so do groups.
    manages:
      TeamUser: \${team.managesUsers}
      IdentityProviderTeamGroupMapping: \${schema.spec.organization.signIn.groupMappings.exists(mapping, mapping.key == team.key)}

  # People who are not in the organization yet are invited.
  - id: users
    kind: User
    forEach:
      - email: \${schema.spec.organization.people}
    template:
      email: \${email}

  - id: members
    kind: TeamUser
    forEach:
      - team: \${schema.spec.organization.teams}
      - email: \${team.users}
    template:
      team_id: \${teams.filter(candidate, candidate.name == team.key)[0].id}
      user_id: \${users.filter(candidate, candidate.email == email)[0].id}

  # How people sign in, as \`authorization\` says. Whatever it does not say stays as it is in Konnect.
  - id: clientSecrets
    kind: Secret
    forEach:
      - oidc: \${schema.spec.organization.signIn.oidcProviders}
      - source: \${oidc.secretSources}
    externalRef:
      env: \${source.?env}
      file: \${source.?file}

  - id: oidcProviders
    kind: IdentityProvider
    forEach:
      - oidc: \${schema.spec.organization.signIn.oidcProviders}
    template:
      type: oidc
      login_path: \${oidc.?loginPath}
      config:
        issuer_url: \${oidc.?issuer}
        client_id: \${oidc.?clientId}
        client_secret: "\${has(oidc.literalSecret) ? oidc.literalSecret : size(clientSecrets) > 0 ? clientSecrets[0].value : omit()}"
        scopes: "\${size(oidc.scopes) > 0 ? oidc.scopes : omit()}"
        claim_mappings: "\${size(oidc.claimMappings) > 0 ? oidc.claimMappings : omit()}"

  - id: samlProviders
    kind: IdentityProvider
    forEach:
      - saml: \${schema.spec.organization.signIn.samlProviders}
    template:
      type: saml
      login_path: \${saml.?loginPath}
      config:
        idp_metadata_url: \${saml.?idpMetadataUrl}

  # Teams that no manifest has, such as Konnect's own, which are written as Konnect shows them, \`Organization Admin\`.
  - id: otherTeams
    kind: Team
    forEach:
      - mapping: \${schema.spec.organization.signIn.groupMappings.filter(mapping, !mapping.isOurs)}
    externalRef:
      name: \${mapping.key}

  - id: groupMappings
    kind: IdentityProviderTeamGroupMapping
    forEach:
      - mapping: \${schema.spec.organization.signIn.groupMappings}
      - group: \${mapping.groups}
    template:
      identity_provider_id: "\${mapping.provider == 'oidc' ? oidcProviders[0].id : samlProviders[0].id}"
      team_id: >-
        \${mapping.isOurs ? teams.filter(candidate, candidate.name == mapping.key)[0].id : otherTeams.filter(candidate,
        candidate.name.lowerAscii().replace(' ', '-') == mapping.key.lowerAscii().replace(' ', '-'))[0].id}
      group: \${group}

  - id: signIn
    kind: SignIn
    includeWhen: ["\${schema.spec.organization.signIn.isSaid}"]
    template:
      basic_auth_enabled: "\${has(schema.spec.organization.signIn.builtIn) ? schema.spec.organization.signIn.builtIn : omit()}"
      oidc_auth_enabled: "\${has(schema.spec.organization.signIn.oidc) ? schema.spec.organization.signIn.oidc : omit()}"
      saml_auth_enabled: "\${has(schema.spec.organization.signIn.saml) ? schema.spec.organization.signIn.saml : omit()}"
      oidc_provider_id: "\${schema.spec.organization.signIn.?oidc.orValue(false) && size(oidcProviders) > 0 ? oidcProviders[0].id : omit()}"
      saml_provider_id: "\${schema.spec.organization.signIn.?saml.orValue(false) && size(samlProviders) > 0 ? samlProviders[0].id : omit()}"
      konnect_mapping_enabled: "\${has(schema.spec.organization.signIn.konnectMapping) ? schema.spec.organization.signIn.konnectMapping : omit()}"
      idp_mapping_enabled: "\${has(schema.spec.organization.signIn.idpMapping) ? schema.spec.organization.signIn.idpMapping : omit()}"

  - id: environments
    kind: environment
    forEach:
      - environment: \${schema.spec.organization.environments}
    region: \${environment.region}
    # An environment may name a blueprint of its own and give it parameters.
    blueprint: \${environment.?blueprint}
    parameters: \${environment.parameters}
    template:
      organization: \${schema.spec.organization.key}
      environment: \${environment}
      teams: \${teams}
` },
  { path: "builtin/service.yaml", text: `# What a service becomes in one environment: an API with its staged specification, published to the environment's
# portal, and implemented by the gateway service that deck-sync creates.
apiVersion: konduct/v1
kind: Blueprint
metadata:
  name: service
schema:
  spec:
    environment: Environment | required=true description="The environment the service is in"
    service: Service | required=true description="The service of the manifest"
    portal: Portal | required=true description="The environment's developer portal"
    controlPlane: ControlPlane | required=true description="The control plane of the service's team"
resources:
  # What was reviewed is what is published: the file in the platform repository, not the service's branch.
  - id: document
    kind: StagedSpec
    externalRef:
      path: \${schema.spec.service.stagedPath}

  - id: api
    kind: API
    template:
      name: \${schema.spec.service.apiName}
      description: \${schema.spec.service.?description}
      version: \${document.version}
      spec_content: \${document.content}

  - id: publication
    kind: APIPublication
    template:
      api_id: \${api.id}
      portal_id: \${schema.spec.portal.id}
      visibility: \${schema.spec.portal.default_api_visibility}

  # The gateway service carries this tag in the decK files; exactly one may.
  - id: gateway
    kind: GatewayService
    externalRef:
      control_plane_id: \${schema.spec.controlPlane.id}
      tags:
        - ko-api-name=\${api.name}
    readyWhen:
      - \${size(gateway) == 1}

  - id: implementation
    kind: APIImplementation
    template:
      api_id: \${api.id}
      service:
        control_plane_id: \${schema.spec.controlPlane.id}
        id: \${gateway[0].id}
` },
  { path: "builtin/team.yaml", text: `# What a team gets in one environment beside its control plane and its role: nothing, until the team names a blueprint of
# its own with \`blueprint\`, which gets the same fields.
apiVersion: konduct/v1
kind: Blueprint
metadata:
  name: team
schema:
  spec:
    environment: Environment | required=true description="The environment the team is in"
    team: EnvironmentTeam | required=true description="The team of the manifest, as the environment has it"
    konnectTeam: Team | required=true description="The team in Konnect"
    portal: Portal | required=true description="The environment's developer portal"
    controlPlane: ControlPlane | required=true description="The team's control plane"
resources: []
` },
];
