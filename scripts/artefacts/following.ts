import { actionFiles } from './action-file.ts';
import type { Artefact } from './artefact.ts';
import { planPicture } from './plan-picture.ts';
import { readmes } from './readmes.ts';
import { actionsPage } from './reference/actions.ts';
import { blueprintsPage } from './reference/blueprints.ts';
import { commandLinePage } from './reference/command-line.ts';
import { deadlinesPage } from './reference/deadlines.ts';
import { functionsPage } from './reference/functions.ts';
import { kindsPage } from './reference/kinds.ts';
import { limitsPage } from './reference/limits.ts';
import { manifestPage } from './reference/manifest.ts';
import { outcomesPage } from './reference/outcomes.ts';
import { setUpKonnectPage } from './reference/set-up-konnect.ts';
import { simulatorPage } from './reference/simulator.ts';
import { troubleshootingPage } from './reference/troubleshooting.ts';
import { typesPage } from './reference/types.ts';
import { schemas } from './schemas.ts';

/** Every file that is generated from the code. Importing this module loads the code, with the built-in files. */
export async function following(root: string): Promise<Artefact[]> {
  return [
    ...schemas(),
    ...actionFiles(),
    ...(await readmes(root)),
    actionsPage(),
    await planPicture(root),
    troubleshootingPage(),
    deadlinesPage(),
    limitsPage(),
    outcomesPage(),
    manifestPage(),
    kindsPage(),
    functionsPage(),
    typesPage(),
    await blueprintsPage(root),
    commandLinePage(),
    await setUpKonnectPage(root),
    simulatorPage(),
  ];
}
