import { Counter, Gauge, Histogram, type OpenMetricsContentType, Registry } from 'prom-client';
import { version } from '../version.ts';
import type { Round } from './round.ts';

/** The numbers of a loop, as OpenMetrics. */
export class LoopMetrics {
  readonly #registry = openMetricsRegistry();
  readonly #rounds = this.#counter('konduct_rounds_total', 'Rounds that ended, by outcome.', ['outcome']);
  readonly #failures = this.#counter(
    'konduct_organization_failures_total',
    'Rounds in which an organization did not end well, by reason.',
    ['organization', 'reason'],
  );
  readonly #changes = this.#counter('konduct_changes_total', 'Changes that were made, by action.', ['action']);
  readonly #calls = this.#counter('konduct_konnect_calls_total', "Calls of Konnect's API, without decK's own.", [
    'kind',
  ]);
  readonly #duration = new Histogram({
    name: 'konduct_round_duration_seconds',
    help: 'How long rounds took.',
    buckets: [0.5, 1, 2, 5, 10, 30, 60, 300, 1_800],
    registers: [this.#registry],
  });
  readonly #open = this.#gauge('konduct_open_changes', 'Changes that the last round found and did not make.');
  readonly #troubled = this.#gauge('konduct_troubled_rounds', 'Rounds since the last one that ended well.');
  readonly #success = this.#gauge('konduct_last_success_timestamp_seconds', 'When a round last ended well.');

  constructor() {
    const info = this.#gauge('konduct_build_info', 'The version of Konduct.', ['version']);
    info.set({ version }, 1);
    // Read when somebody asks.
    new Gauge({
      name: 'process_resident_memory_bytes',
      help: 'The memory of the process.',
      registers: [this.#registry],
      collect() {
        this.set(process.memoryUsage.rss());
      },
    });
    new Gauge({
      name: 'process_start_time_seconds',
      help: 'When the process started.',
      registers: [this.#registry],
    }).set(Math.round(Date.now() / 1000 - process.uptime()));
  }

  /** Counts a round. */
  add({ outcome, isWell, troubled, started, ended, report }: Round): void {
    this.#rounds.inc({ outcome });
    this.#duration.observe((ended - started) / 1000);
    this.#troubled.set(troubled);
    if (isWell) this.#success.set(ended / 1000);
    if (!report) return;
    this.#open.set(report.open);
    for (const { organization, failureReason: reason } of report.organizations)
      if (reason !== undefined) this.#failures.inc({ organization, reason });
    for (const [action, number] of Object.entries(report.made)) this.#changes.inc({ action }, number);
    if (!report.calls) return;
    this.#calls.inc({ kind: 'read' }, report.calls.reads);
    this.#calls.inc({ kind: 'write' }, report.calls.writes);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Everything counted so far, as text. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  #counter<T extends string>(name: string, help: string, labelNames: T[]): Counter<T> {
    return new Counter({ name, help, labelNames, registers: [this.#registry] });
  }

  #gauge<T extends string>(name: string, help: string, labelNames: T[] = []): Gauge<T> {
    return new Gauge({ name, help, labelNames, registers: [this.#registry] });
  }
}

function openMetricsRegistry(): Registry<OpenMetricsContentType> {
  const registry = new Registry<OpenMetricsContentType>();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  return registry;
}
