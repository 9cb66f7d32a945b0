import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import type { SecretRef } from '../secret/secret.ts';
import type { Manifest } from './manifest.ts';
import type { GitConfig } from './table/git.ts';

/** Reports secrets in clear, and incomplete secret sources. No message quotes the `value` of a source. */
export function checkSecrets(manifest: Manifest, allowLiteralSecrets: boolean): Diagnostic[] {
  const refs: SecretRef[] = [...secretsOf(manifest.platform.git)];
  for (const team of manifest.teams.values()) {
    for (const service of team.services.values()) refs.push(...secretsOf(service.git));
  }
  for (const { accessToken, authorization } of manifest.organizations.values()) {
    const clientSecret = authorization?.oidc?.clientSecret;
    if (accessToken) refs.push(accessToken);
    if (clientSecret) refs.push(clientSecret);
  }
  return refs.flatMap((ref) => checkSecret(ref, allowLiteralSecrets));
}

function secretsOf(git: GitConfig | undefined): SecretRef[] {
  const refs = [git?.auth?.ssh?.key, git?.auth?.token, git?.github?.token];
  return refs.filter((ref) => ref !== undefined);
}

function checkSecret(ref: SecretRef, allowLiteralSecrets: boolean): Diagnostic[] {
  if (ref.type === 'literal') {
    if (allowLiteralSecrets) return [];
    return [
      finding('secret-literal', 'A secret stands in clear here', ref.at, {
        cause: 'Everybody who can read the repository, now or later, can use it.',
        fix: 'Revoke it, keep its successor in a secret of GitHub, and name that with `type: env`. For experiments, allow-literal-secrets lets it pass.',
      }),
    ];
  }
  if (ref.type === 'file' || /^[A-Za-z_][A-Za-z0-9_]*$/.test(ref.source)) return [];
  const cause = 'A name is made of letters, digits and `_`, and does not start with a digit.';
  const meant = variableMeant(ref.source);
  if (meant === undefined) {
    const fix = 'Write the name alone, without `$`, as in `KONNECT_TOKEN`.';
    return [finding('secret-source', 'This is not the name of an environment variable', ref.at, { cause, fix })];
  }
  return [
    finding('secret-source', `\`${ref.source}\` is not the name of an environment variable`, ref.at, {
      cause: `${cause} Neither a shell nor a secret of GitHub can have this one, as \`koctl add organization\` writes it.`,
      fix: `Write \`${meant}\`, and give the secret that name.`,
    }),
  ];
}

/**
 * The name of the variable that the author probably meant, for a `value` with dashes or dots in it. Only a text that is
 * certainly a variable's name gives one, because messages repeat it and `value` may hold the secret itself by mistake.
 */
function variableMeant(source: string): string | undefined {
  const looksLikeName = /^[A-Z_][A-Z0-9_.-]*(?:TOKEN|KEY|SECRET|PASSWORD|PAT)$/.test(source) && source.length <= 100;
  return looksLikeName ? source.replace(/[.-]/g, '_') : undefined;
}
