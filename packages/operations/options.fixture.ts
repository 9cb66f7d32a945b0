/** What operations are told where a test does not care. */
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
