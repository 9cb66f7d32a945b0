import { Secret } from '@konduct/core/secret/secret';
import { isMaskable } from '@konduct/core/value/secret-length';
import type { RunContext } from '../options.ts';
import type { StageOptions } from '../stage/options.ts';
import type { InputValues } from './input.ts';
import type { serviceLoginInputs } from './stage.ts';

type ServiceLogins = Pick<StageOptions, 'serviceToken' | 'serviceKey' | 'knownHosts'>;

/** The logins for service repositories that name none, masked before anything can print them. */
export function serviceLogins(
  { serviceToken, serviceKey, knownHosts }: InputValues<typeof serviceLoginInputs>,
  { maskSecret }: Pick<RunContext, 'maskSecret'>,
): ServiceLogins {
  if (serviceToken !== '') maskSecret(serviceToken);
  // A key has many lines, and what prints it prints them one by one.
  for (const line of serviceKey.split('\n')) if (isMaskable(line)) maskSecret(line.trim());
  return {
    ...(serviceToken === '' ? {} : { serviceToken: new Secret(serviceToken) }),
    ...(serviceKey === '' ? {} : { serviceKey: new Secret(`${serviceKey}\n`) }),
    ...(knownHosts === '' ? {} : { knownHosts }),
  };
}
