import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';
import { networkFix } from '@konduct/network/fault';
import type { NetworkLimits } from '@konduct/network/limits';
import { Network } from '@konduct/network/network';
import { NetworkError } from '@konduct/network/network-error';
import { networkFrom } from '@konduct/network/settings';

/**
 * Reads what is at an address. Rejects with a DownloadError when that cannot be done, is larger than the limit, in bytes, or
 * is to stop.
 */
export type Download = (url: string, limit: number, signal?: AbortSignal) => Promise<Uint8Array>;

/** The error of a download: the reason as a clause, and the fix. */
export class DownloadError extends Error {
  override readonly name = 'DownloadError';
  readonly fix: string;

  constructor(message: string, fix: string) {
    super(message);
    this.fix = fix;
  }
}

/** Limits on one download: an archive of a hundred megabytes takes at most two minutes on any usable network. */
export const downloadLimits: NetworkLimits = {
  connect: 10_000,
  tunnel: 20_000,
  answer: 120_000,
  bytes: 256 * 1024 * 1024,
};

/** The most redirects: hosts of releases redirect to their storage. Redirects out of https are refused. */
export const mostRedirects = 5;

/** Downloads over the network, through the environment's proxy, with limits on time and size. */
export function networkDownload(environment: EnvironmentVariables, limits: Partial<NetworkLimits> = {}): Download {
  return async (url, bytes, signal) => {
    const network = new Network(networkFrom(environment), { limits: { ...downloadLimits, ...limits } });
    try {
      const headers = { 'user-agent': 'konduct' };
      const { status, body } = await network.send({ url, headers, redirects: mostRedirects, bytes, signal });
      if (status === 200) return body;
      throw new DownloadError(`the server answered ${status}`, answerFix(status));
    } catch (error) {
      if (error instanceof DownloadError) throw error;
      const { fault, message } = NetworkError.of(error);
      throw new DownloadError(message, networkFix(fault, { name: new URL(url).host }));
    } finally {
      await network.destroy();
    }
  };
}

function answerFix(status: number): string {
  if (status === 404) return 'Check that there is a release of this version.';
  return status >= 500 || status === 429 ? 'Run it again later.' : 'Check that this machine may read releases there.';
}
