import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitFor } from '@app/testing';
import { parse } from 'yaml';
import { type RunningLibrary, startLibrary } from '../../libs/service-kit/test/library.running.js';

interface Rule {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string; command: string };
}
interface Panel {
  title: string;
  targets: { expr: string }[];
}

const read = (path: string): string => readFileSync(join(import.meta.dirname, path), 'utf8');
const { groups } = parse(read('alerts.yaml')) as { groups: { rules: Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);
const dashboard = JSON.parse(read('dashboard.json')) as { panels: Panel[]; templating: { list: { query: string }[] } };
const operations = read('../../docs/operations.md');

/** Metrics in a PromQL expression: names with a prefix, which functions and labels here do not have. */
const metricsIn = (text: string): string[] => text.match(/\b(tulga|process|nodejs)_\w+/g) ?? [];

let library: RunningLibrary;
let offered: Set<string>;

beforeAll(async () => {
  library = await startLibrary();
  // Complete once the broker tells the lag and the replicas are known to lack nothing.
  await waitFor(async () => (await namesOffered()).has('tulga_caught_up_age_seconds'));
  offered = await namesOffered();
});

afterAll(() => library?.stop());

async function namesOffered(): Promise<Set<string>> {
  const { body } = await library.app.inject({ url: '/metrics' });
  return new Set(body.split('\n').flatMap((line) => /^(\w+)\{/.exec(line)?.[1] ?? []));
}

describe('The alarms', () => {
  it.each(rules.map((rule) => [rule.alert, rule] as const))('%s watches metrics that exist', (_, { expr }) => {
    expect(metricsIn(expr).length).toBeGreaterThan(0);
    expect(metricsIn(expr).filter((name) => !offered.has(name))).toEqual([]);
  });

  it('watch the outbox, the lag, dead letters and doubles', () => {
    const watched = rules.flatMap(({ expr }) => metricsIn(expr));

    expect(watched).toEqual(
      expect.arrayContaining([
        'tulga_outbox_oldest_seconds',
        'tulga_consumer_pending_events',
        'tulga_dead_letters',
        'tulga_doubles',
      ]),
    );
  });

  it.each(rules.map((rule) => [rule.alert, rule] as const))('%s is explained, with a command', (alert, rule) => {
    expect(operations).toContain(`### ${alert}`);
    expect(rule.annotations.command).toMatch(/^npm run ops -- (status|dead-letters|reconcile)/);
    expect(rule.labels.severity).toMatch(/^(critical|warning)$/);
  });
});

describe('The dashboard', () => {
  it('shows metrics that exist, and all that a service has of its own', () => {
    const text = [
      ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
      ...dashboard.templating.list.map(({ query }) => query),
    ].join('\n');
    const shown = new Set(metricsIn(text));

    expect([...shown].filter((name) => !offered.has(name))).toEqual([]);
    // Nothing is parked here, but its reasons are counted all the same.
    expect([...offered].filter((name) => name.startsWith('tulga_') && !shown.has(name))).toEqual([]);
  });
});
