import { map } from '../key/mapping.ts';
import { optionalTexts, text } from '../key/scalar.ts';
import { itemTable, type Read } from '../key/table.ts';
import { deckOptions } from './deck.ts';
import { inheritedParameters } from './parameters.ts';
import { deletionProtection } from './protection.ts';
import { serviceTable } from './service.ts';

export type ManifestTeam = Read<typeof teamTable>;

/** An item of `teams`. */
export const teamTable = itemTable(
  { title: 'Team', definition: 'team', description: 'A group of people and the services they own.' },
  {
    description: text('What the team does.', { examples: ['Flights and their crews'] }),
    users: optionalTexts(
      'Who belongs to the team. People who are not in the organization yet are invited. `[]` means nobody; without ' +
        'this key, who is in the team is left to the identity provider, or to people in Konnect.',
      { type: 'string', description: 'An e-mail address.', format: 'email', examples: ['ana@acme.example'] },
      { keepEmpty: true },
    ),
    services: map('The services of the team, by key: usually `owner/repository`.', serviceTable),
    blueprint: text(
      'A blueprint for what the team gets in each of its environments beside its control plane and role.',
      {
        examples: ['team-alerts'],
      },
    ),
    parameters: inheritedParameters('that blueprint and for all services of the team'),
    deck: deckOptions('How decK converts the documents of its services.'),
    deletionProtection: deletionProtection('what this team became'),
  },
);
