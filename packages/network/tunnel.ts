import { type Dispatcher, errors, Pool } from 'undici';

/** The connections to a proxy that open tunnels. @param time milliseconds for the proxy to answer CONNECT */
export function tunnelPool(origin: URL, options: object, time: number): Dispatcher {
  return new Pool(origin, { ...options, headersTimeout: time, bodyTimeout: time }).compose(
    (dispatch) => (request, handler) => dispatch(request, tellingSilence(handler, time)),
  );
}

/** Tells a proxy that stays silent from a server that does: nothing was sent through it. */
function tellingSilence(handler: Dispatcher.DispatchHandler, time: number): Dispatcher.DispatchHandler {
  return {
    onRequestStart: (...given) => handler.onRequestStart?.(...given),
    onRequestUpgrade: (...given) => handler.onRequestUpgrade?.(...given),
    onResponseStart: (...given) => handler.onResponseStart?.(...given),
    onResponseData: (...given) => handler.onResponseData?.(...given),
    onResponseEnd: (...given) => handler.onResponseEnd?.(...given),
    onResponseError: (controller, error) => {
      const silent = error instanceof errors.HeadersTimeoutError;
      const message = `the proxy did not answer CONNECT within ${time / 1000} seconds`;
      handler.onResponseError?.(controller, silent ? new errors.RequestAbortedError(message) : error);
    },
  };
}
