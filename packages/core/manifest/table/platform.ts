import { block } from '../key/mapping.ts';
import { text, texts } from '../key/scalar.ts';
import { type Read, table } from '../key/table.ts';
import { deckOptions } from './deck.ts';
import { gitTable } from './git.ts';

export type ManifestPlatform = Read<typeof platformTable>;

/** The top-level key `platform`. */
export const platformTable = table(
  { title: 'Platform', description: 'The platform repository: what keeps this configuration.' },
  {
    name: text(
      'A name for this platform repository. Everything it creates carries it as a label, to tell it from what others own.',
      { examples: ['acme-platform'] },
    ),
    previousNames: texts(
      'Names this platform repository had. What carries one of them as its label is its own still, and gets the name ' +
        'of today with the next apply.',
      { type: 'string', description: 'A name, or the value of the label `konduct-owner`.', examples: ['acme-apis'] },
      { keepEmpty: true },
    ),
    git: block(gitTable, 'The platform repository itself.'),
    deck: deckOptions('How decK converts the documents of all services.'),
  },
);
