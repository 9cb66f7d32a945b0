import type { JsonSchema } from '../../shape/json-schema.ts';
import { block, text, use } from './part.ts';

export const gitSchema: JsonSchema = block(
  'A git repository and how to reach it.',
  {
    remote: text('The URL of the repository: https, ssh, `git@host:path` or file.', {
      examples: ['https://github.com/acme/platform.git', 'git@github.com:acme/flights.git'],
    }),
    author: block('Who commits to it.', {
      name: text('The name commits carry.', { examples: ['Acme Platform'] }),
      email: text('The e-mail address commits carry.', { format: 'email', examples: ['platform@acme.example'] }),
    }),
    auth: block('How git logs in. A service without this logs in as the platform does.', {
      type: text('`ssh` uses `ssh.key`, `token` uses `token`.', { enum: ['ssh', 'token', null] }),
      ssh: block('Logging in with an SSH key.', { key: use('optionalSecret', 'The private key.') }),
      token: use('optionalSecret', 'The token, used as the password over https.'),
    }),
    github: block('Access to the GitHub API, for pull requests.', {
      token: use('optionalSecret', 'A GitHub token that may write contents and pull requests of this repository.'),
    }),
  },
  { title: 'Git repository' },
);
