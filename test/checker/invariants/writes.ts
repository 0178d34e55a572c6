import type { Facts, ServiceFacts } from '../facts/facts.ts';
import type { Operation } from '../history.ts';
import type { Violation } from './violation.ts';

/** Tables whose rows are made by one request each. */
const MADE_BY = [
  { service: 'directory', table: 'organizations', path: /^\/api\/directory\/v1\/organizations$/ },
  { service: 'directory', table: 'people', path: /^\/api\/directory\/v1\/people$/ },
  { service: 'directory', table: 'appointments', path: /^\/api\/directory\/v1\/appointments$/ },
  { service: 'directory', table: 'grants', path: /^\/api\/directory\/v1\/grants$/ },
  { service: 'programs', table: 'programs', path: /\/v1\/programs$/ },
  { service: 'programs', table: 'cohorts', path: /\/programs\/[^/]+\/cohorts$/ },
  { service: 'programs', table: 'modules', path: /\/modules$/ },
  { service: 'programs', table: 'sessions', path: /\/cohorts\/[^/]+\/sessions$/ },
  { service: 'programs', table: 'contributions', path: /\/contributions$/ },
  { service: 'programs', table: 'ceremonies', path: /\/ceremonies$/ },
  { service: 'enrollment', table: 'nominations', path: /\/nominations$/ },
  { service: 'enrollment', table: 'participants', path: /\/admission$/ },
  { service: 'enrollment', table: 'attendance_sheets', path: /\/attendance-sheet$/ },
  { service: 'assessment', table: 'rubrics', path: /\/rubrics$/ },
  { service: 'assessment', table: 'tasks', path: /\/tasks$/ },
  { service: 'assessment', table: 'panels', path: /\/panels$/ },
  { service: 'assessment', table: 'projects', path: /\/v1\/projects$/ },
  { service: 'assessment', table: 'score_sheets', path: /\/score-sheets$/ },
] as const;

/** I0: a program does nothing that it may not do, so a refusal is the platform's mistake, and so is silence. */
export function rightWritesPass({ programs }: Facts): Violation[] {
  return programs.flatMap(({ code, brokenOff }) =>
    brokenOff ? [{ invariant: 'I0 right-writes-pass', what: `${code}: ${brokenOff.reason}`, about: [code] }] : [],
  );
}

/** I1: the key was kept in the same transaction, and the thing that was shown is there, in that version or a later one. */
export function okIsVisible({ operations, services }: Facts): Violation[] {
  return writesOf(operations, 'ok').flatMap((operation) => {
    const service = servicing(services, operation);
    if (!service) return [];
    const say = (what: string): Violation[] => [
      { invariant: 'I1 ok-is-visible', what: `${operation.method} ${operation.path}: ${what}`, about: [operation.key] },
    ];
    if (operation.method === 'POST' && !service.keys.has(operation.key)) return say('its commit is gone');
    const { id, version = 0 } = operation.answer ?? {};
    if (!id) return [];
    const versions = [...service.rows.values()].flatMap((rows) => rows.get(id) ?? []);
    if (versions.length === 0) return say(`${id} is gone`);
    return Math.max(...versions) < version ? say(`${id} is older than version ${version}`) : [];
  });
}

/** I2: nothing was committed under the key of a refusal, and no table has more rows than requests made, or may have made. */
export function failIsInvisible(facts: Facts): Violation[] {
  const { operations, services } = facts;
  const done = writesOf(operations, 'fail').filter(({ key, path }) => servicing(services, { path })?.keys.has(key));
  return [
    ...done.map(({ method, path, key }) => ({
      invariant: 'I2 fail-is-invisible' as const,
      what: `${method} ${path}: refused and yet done`,
      about: [key],
    })),
    ...MADE_BY.flatMap((maker) => rowsBeyondRequests(facts, maker)),
  ];
}

function rowsBeyondRequests(
  { operations, services, before }: Facts,
  { service, table, path }: (typeof MADE_BY)[number],
): Violation[] {
  const rows = services.find(({ name }) => name === service)?.rows.get(table);
  if (!rows) return [];
  const requests = operations.filter((operation) => operation.method === 'POST' && path.test(operation.path));
  const certain = requests.filter(({ outcome }) => outcome === 'ok').length + (before.get(`${service}.${table}`) ?? 0);
  const possible = certain + requests.filter(({ outcome }) => outcome === 'unknown').length;
  if (rows.size >= certain && rows.size <= possible) return [];
  const known = new Set(requests.map(({ answer }) => answer?.id));
  return [
    {
      invariant: rows.size < certain ? 'I1 ok-is-visible' : 'I2 fail-is-invisible',
      what: `${service}.${table} has ${rows.size} rows, made by ${certain} to ${possible} requests`,
      about: [...rows.keys()].filter((id) => !known.has(id)).slice(0, 10),
    },
  ];
}

function writesOf(operations: Operation[], outcome: Operation['outcome']): Operation[] {
  return operations.filter((operation) => operation.method !== 'GET' && operation.outcome === outcome);
}

function servicing(services: ServiceFacts[], { path }: { path: string }): ServiceFacts | undefined {
  return services.find(({ name }) => path.startsWith(`/api/${name}/`));
}
