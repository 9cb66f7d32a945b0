import { count } from '@konduct/core/value/count';
import { type buildConnector, type Dispatcher, errors, Pool } from 'undici';
import { networkFault } from './fault.ts';
import { NetworkError } from './network-error.ts';

/** The connections to a proxy for tunnels. @param time milliseconds for the proxy's answer to CONNECT */
export function tunnelPool(origin: URL, options: TunnelOptions, time: number): Dispatcher {
  const connect: buildConnector.connector = (to, done) =>
    options.connect(to, (...[error, socket]) => (error ? done(ofProxy(error), null) : done(null, socket)));
  return new Pool(origin, { ...options, connect, headersTimeout: time, bodyTimeout: time }).compose(
    (dispatch) => (request, handler) => dispatch(request, namingProxy(handler, time)),
  );
}

/** The options that undici passes to a `clientFactory`. */
export interface TunnelOptions {
  readonly connect: buildConnector.connector;
}

/** Turns an error of connecting to the proxy into one that names the proxy, and not the host behind it. */
function ofProxy(error: Error): Error {
  const { fault, message } = networkFault(error);
  const what = 'the proxy of HTTPS_PROXY';
  if (fault === 'unreachable')
    return new NetworkError('proxy-unreachable', `${what} cannot be reached: ${message}`, error);
  return fault === 'plain' ? new NetworkError('proxy-plain', `${what} is asked by TLS, and ${message}`, error) : error;
}

/** Turns the time-out of CONNECT into an error that names the proxy, and not the server: no request has been sent. */
function namingProxy(handler: Dispatcher.DispatchHandler, time: number): Dispatcher.DispatchHandler {
  return {
    onRequestStart: (...given) => handler.onRequestStart?.(...given),
    onRequestUpgrade: (...given) => handler.onRequestUpgrade?.(...given),
    onResponseStart: (...given) => handler.onResponseStart?.(...given),
    onResponseData: (...given) => handler.onResponseData?.(...given),
    onResponseEnd: (...given) => handler.onResponseEnd?.(...given),
    onResponseError: (controller, error) => {
      const silent = error instanceof errors.HeadersTimeoutError;
      const message = `the proxy did not answer CONNECT within ${count(time / 1000, 'second')}`;
      handler.onResponseError?.(controller, silent ? new errors.RequestAbortedError(message) : error);
    },
  };
}
