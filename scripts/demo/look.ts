import { once } from 'node:events';
import { styleText } from 'node:util';
import { heading } from './konduct.ts';

/** Keeps what was made to be looked at until Enter is pressed; without a terminal there is nobody who could. */
export async function letLook(url: string): Promise<void> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return;
  heading(`See for yourself: ${url}/`);
  console.log('The page shows the teams, gateways, APIs and portals that are there now, and how they are linked.');
  console.log(styleText('bold', 'Press Enter to end the simulator.'));
  process.stdin.resume();
  await Promise.race([once(process.stdin, 'data'), once(process.stdin, 'end')]);
  process.stdin.pause();
}
