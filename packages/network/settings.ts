import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';

/** The environment's settings for reaching other hosts. */
export interface NetworkSettings {
  readonly httpProxy?: string | undefined;
  readonly httpsProxy?: string | undefined;
  readonly noProxy?: string | undefined;
  /** A PEM file with authorities to trust in addition to Node's. */
  readonly caFile?: string | undefined;
}

/** Reads the variables that curl, Go and Node have in common. Node reads NODE_EXTRA_CA_CERTS itself. */
export function networkFrom(environment: EnvironmentVariables): NetworkSettings {
  return {
    httpProxy: environment.http_proxy || environment.HTTP_PROXY,
    httpsProxy: environment.https_proxy || environment.HTTPS_PROXY,
    noProxy: environment.no_proxy || environment.NO_PROXY,
    caFile: environment.SSL_CERT_FILE,
  };
}
