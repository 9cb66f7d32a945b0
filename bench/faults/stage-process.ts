import { Secret } from '@konduct/core/secret/secret';
import type { StageOptions } from '@konduct/operations/stage/options';
import { stage } from '@konduct/operations/stage/stage';
import { abortOnSignals } from '@konduct/operations/termination';

// Stages in a process of its own, which can get signals. Options are its argument, as JSON; the token is in its
// environment.
const { STAGE_TOKEN = '', ...environment } = process.env;
const given = JSON.parse(process.argv[2] ?? '') as StageOptions;
const github = given.github && { ...given.github, token: new Secret(STAGE_TOKEN) };
const { signal, release } = abortOnSignals(() => process.stderr.write('Stopping.\n'));
const runContext = { environment, maskSecret: () => {}, onProgress: () => {}, signal };
const report = await stage({ ...given, github }, runContext);
release();
process.stdout.write(JSON.stringify(report));
process.exitCode = report.exitCode;
