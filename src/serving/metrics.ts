import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ServingLogStatus } from './log.ts';

/** What `/metrics` tells, in Prometheus's text format. */
export interface ServingMetrics {
  readonly contentType: string;
  request(route: string, status: number, seconds: number): void;
  /** Rows that were answered. */
  rows(count: number): void;
  /** Rows of a deployment's check: answered, and kept out of the serving log. */
  checkRows(count: number): void;
  /** Rows that broke the contract. */
  refused(count: number): void;
  text(): Promise<string>;
}

export interface ServedModel {
  readonly model: string;
  readonly version: string;
  readonly digest: string;
}

/** Metrics in a registry of their own. `log` is asked each time they are read. */
export function createMetrics(served: ServedModel, log: () => ServingLogStatus | null): ServingMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'mlops_requests_total',
    help: 'Requests by route and HTTP status.',
    labelNames: ['route', 'status'],
    registers,
  });
  const seconds = new Histogram({
    name: 'mlops_request_duration_seconds',
    help: 'Time from a request’s arrival to its answer.',
    labelNames: ['route'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const rows = new Counter({ name: 'mlops_rows_total', help: 'Rows answered.', registers });
  const checkRows = new Counter({
    name: 'mlops_check_rows_total',
    help: 'Rows answered for a deployment’s check, which the serving log leaves out.',
    registers,
  });
  const refused = new Counter({
    name: 'mlops_rows_refused_total',
    help: 'Rows refused because they break the contract.',
    registers,
  });
  new Gauge({
    name: 'mlops_model_info',
    help: 'The model that is served; always 1.',
    labelNames: ['model', 'version', 'digest'],
    registers,
  }).set({ ...served }, 1);
  const logGauge = (name: string, help: string, read: (status: ServingLogStatus) => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        const status = log();
        if (status) this.set(read(status));
      },
    });
  logGauge('mlops_log_healthy', '1 while the serving log can be written, else 0.', (s) => Number(s.healthy));
  logGauge('mlops_log_rows', 'Rows in the serving log since the start.', (s) => s.written);
  logGauge('mlops_log_rows_lost', 'Rows that could not be written to the serving log.', (s) => s.lost);
  return {
    contentType: registry.contentType,
    request(route, status, duration) {
      requests.inc({ route, status });
      seconds.observe({ route }, duration);
    },
    rows: (count) => rows.inc(count),
    checkRows: (count) => checkRows.inc(count),
    refused: (count) => refused.inc(count),
    text: () => registry.metrics(),
  };
}
