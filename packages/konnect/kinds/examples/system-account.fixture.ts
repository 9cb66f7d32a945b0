import type { KindExample } from './kind-example.fixture.ts';

export const example: KindExample = {
  kind: 'SystemAccount',
  make: () => ({ name: 'deployer', description: 'Deploys' }),
  change: { name: 'releaser', description: 'Releases' },
  objections: [[{ name: 'konduct-lease' }, 'name', 'taken']],
  deviations: { 'name minLength 1': 'a name is not empty' },
};
