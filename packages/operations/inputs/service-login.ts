import { Secret } from '@konduct/core/secret/secret';
import { isMaskable } from '@konduct/core/value/secret-length';
import type { RunContext } from '../options.ts';
import type { StageOptions } from '../stage/options.ts';
import type { InputValues } from './input.ts';
import type { serviceLoginInputs } from './stage.ts';

type ServiceLogins = Pick<StageOptions, 'serviceToken' | 'serviceKey' | 'knownHosts'>;

/**
 * The logins for service repositories without one of their own. Their secrets are masked before they can be printed.
 */
export function serviceLogins(
  { serviceToken, serviceKey, knownHosts }: InputValues<typeof serviceLoginInputs>,
  { maskSecret }: Pick<RunContext, 'maskSecret'>,
): ServiceLogins {
  if (serviceToken !== '') maskSecret(serviceToken);
  // The runner masks line by line, so each line of a key is masked by itself.
  for (const line of serviceKey.split('\n')) if (isMaskable(line)) maskSecret(line.trim());
  return {
    ...(serviceToken === '' ? {} : { serviceToken: new Secret(serviceToken) }),
    ...(serviceKey === '' ? {} : { serviceKey: new Secret(`${serviceKey}\n`) }),
    ...(knownHosts === '' ? {} : { knownHosts }),
  };
}
