/** The parts of a line of `act --json` that tests read. */
export interface ActLine {
  readonly msg?: string;
  readonly step?: string;
  readonly jobID?: string;
  readonly stage?: string;
  readonly stepResult?: string;
  readonly jobResult?: string;
  readonly command?: string;
  readonly kvPairs?: Readonly<Record<string, string>>;
  readonly arg?: string;
  readonly name?: string;
  readonly content?: string;
}

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly title: string | undefined;
}

export interface RanStep {
  readonly job: string;
  readonly step: string;
  readonly result: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** The result of a workflow run. */
export interface ActRun {
  readonly exitCode: number;
  /** Each job's result by its id. */
  readonly jobs: Readonly<Record<string, string>>;
  /** Each step's result by its name. Of several steps with one name, the last one's. */
  readonly steps: Readonly<Record<string, string>>;
  /** Every step that ran, in order. */
  readonly ran: readonly RanStep[];
  readonly annotations: readonly Annotation[];
  /** The outputs of all steps by name. Of several outputs with one name, the last one's. */
  readonly outputs: Readonly<Record<string, string>>;
  /** The job summary, as Markdown. */
  readonly summary: string;
  /**
   * Everything that the run printed, unmasked. Lines that act prints and GitHub's runner does not are left out: values
   * to mask, and outputs, which `ran` has.
   */
  readonly log: string;
}

const silentCommands: ReadonlySet<string> = new Set(['add-mask', 'set-output']);

export function readActOutput(stdout: string, stderr: string, exitCode: number): ActRun {
  const lines = stdout.split('\n').flatMap(parseLine);
  return {
    exitCode,
    jobs: Object.fromEntries(lines.flatMap(({ jobID, jobResult }) => (jobID && jobResult ? [[jobID, jobResult]] : []))),
    steps: Object.fromEntries(
      lines.flatMap(({ step, stage, stepResult }) =>
        step && stepResult && stage === 'Main' ? [[step, stepResult]] : [],
      ),
    ),
    ran: ranSteps(lines),
    annotations: lines.flatMap(annotationOf),
    outputs: Object.fromEntries(
      lines.flatMap(({ command, name, arg }) => (command === 'set-output' && name ? [[name, arg ?? '']] : [])),
    ),
    summary: lines.flatMap(({ command, content }) => (command === 'summary' && content ? [content] : [])).join(''),
    log: [
      ...lines.flatMap(({ msg, command }) => (msg && !silentCommands.has(command ?? '') ? [msg.trimEnd()] : [])),
      stderr,
    ].join('\n'),
  };
}

function ranSteps(lines: readonly ActLine[]): RanStep[] {
  const outputs = new Map<string, Record<string, string>>();
  const ran: RanStep[] = [];
  for (const { jobID: job, step, stage, stepResult: result, command, name, arg = '' } of lines) {
    if (job === undefined || step === undefined) continue;
    const key = `${job} ${step}`;
    const known = outputs.get(key) ?? {};
    outputs.set(key, known);
    if (command === 'set-output' && name) known[name] = arg;
    if (result !== undefined && stage === 'Main') ran.push({ job, step, result, outputs: known });
  }
  return ran;
}

function parseLine(line: string): ActLine[] {
  if (line === '') return [];
  try {
    return [JSON.parse(line) as ActLine];
  } catch {
    return [{ msg: line }];
  }
}

function annotationOf({ command, arg = '', kvPairs = {} }: ActLine): Annotation[] {
  if (command !== 'error' && command !== 'warning' && command !== 'notice') return [];
  const { file, line, title } = kvPairs;
  return [{ level: command, message: arg, file, line: line === undefined ? undefined : Number(line), title }];
}
