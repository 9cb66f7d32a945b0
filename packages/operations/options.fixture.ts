/** Options for tests that are not about them. */
export function optionsFor(workspace: string) {
  return {
    config: 'konnect',
    manifests: [],
    workspace,
    organizations: [],
    environments: [],
    allowLiteralSecrets: false,
  } as const;
}
