/**
 * Makes every connection of this process verify certificates, whatever the environment says: a token sent to an
 * impostor is lost. Our own clients verify always; this is for clients in libraries.
 *
 * @returns a warning if a setting is ignored
 */
export function verifyAlways(environment: NodeJS.ProcessEnv): string | undefined {
  const setting = environment.NODE_TLS_REJECT_UNAUTHORIZED;
  delete environment.NODE_TLS_REJECT_UNAUTHORIZED;
  if (setting !== '0') return undefined;
  return 'NODE_TLS_REJECT_UNAUTHORIZED=0 is ignored: tokens go only to who can prove to be it. Name the certificate authority of a proxy of yours in NODE_EXTRA_CA_CERTS or SSL_CERT_FILE.';
}
