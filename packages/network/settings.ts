import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';

/** How this machine reaches others, as the environment says it. */
export interface NetworkSettings {
  readonly httpProxy?: string | undefined;
  readonly httpsProxy?: string | undefined;
  readonly noProxy?: string | undefined;
  /** A PEM file with authorities to trust besides those Node trusts. */
  readonly caFile?: string | undefined;
}

/** Reads the variables that curl, Go and Node agree on; NODE_EXTRA_CA_CERTS is read by Node itself. */
export function networkFrom(environment: EnvironmentVariables): NetworkSettings {
  return {
    httpProxy: environment.http_proxy || environment.HTTP_PROXY,
    httpsProxy: environment.https_proxy || environment.HTTPS_PROXY,
    noProxy: environment.no_proxy || environment.NO_PROXY,
    caFile: environment.SSL_CERT_FILE,
  };
}
