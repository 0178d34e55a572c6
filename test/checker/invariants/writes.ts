import { rowsOf, type Facts, type ServiceFacts } from '../facts/facts.ts';
import type { Operation } from '../history.ts';
import type { Violation } from './violation.ts';

/** Tables whose rows are made by one request each. */
export const MADE_BY = [
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

/** I0: a program asks for what it may do, so a refusal is the platform's mistake, also where it goes on, and so is silence. */
export function rightWritesPass({ operations, programs }: Facts): Violation[] {
  const refused = operations.filter(
    ({ expected, outcome, status }) => expected === 'ok' && outcome !== 'ok' && status >= 400 && status < 500,
  );
  return [
    ...programs.flatMap(({ code, brokenOff }) => (brokenOff ? [wrongly(`${code}: ${brokenOff.reason}`, code)] : [])),
    ...refused.map(({ method, path, status, code, key }) =>
      wrongly(`${method} ${path}: refused with ${status} ${code ?? ''}`, key),
    ),
  ];
}

function wrongly(what: string, ...about: string[]): Violation {
  return { invariant: 'I0 right-writes-pass', what, about };
}

/** I1: the key was kept in the same transaction, and the thing that was shown is there, in that version or a later one. */
export function okIsVisible({ operations, services }: Facts): Violation[] {
  return writesOf(operations, 'ok').flatMap((operation) => {
    const service = servicing(services, operation);
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

/**
 * I2: nothing was committed under the key of a refusal or of what the rules forbid, and each table has a row for each request
 * that was answered with success or, where nobody answered, has its key there: the key and the row are there together or not.
 */
export function failIsInvisible(facts: Facts): Violation[] {
  const { operations, services } = facts;
  const done = operations
    .filter(({ method, expected, outcome }) => method !== 'GET' && (outcome === 'fail' || expected === 'fail'))
    .filter((operation) => operation.outcome === 'ok' || servicing(services, operation).keys.has(operation.key));
  return [
    ...done.map(({ method, path, expected, key }) => ({
      invariant: 'I2 fail-is-invisible' as const,
      what: `${method} ${path}: ${expected === 'fail' ? 'forbidden' : 'refused'} and yet done`,
      about: [key],
    })),
    ...MADE_BY.flatMap((maker) => rowsBeyondRequests(facts, maker)),
  ];
}

function rowsBeyondRequests(
  { operations, services, before }: Facts,
  { service: name, table, path }: (typeof MADE_BY)[number],
): Violation[] {
  const service = serviceOf(services, name);
  const rows = rowsOf(service, table);
  const requests = operations.filter((operation) => operation.method === 'POST' && path.test(operation.path));
  const done = requests.filter(
    ({ outcome, key }) => outcome === 'ok' || (outcome === 'unknown' && service.keys.has(key)),
  );
  const expected = (before.get(`${name}.${table}`) ?? 0) + done.length;
  if (rows.size === expected) return [];
  const known = new Set(requests.map(({ answer }) => answer?.id));
  return [
    {
      invariant: rows.size < expected ? 'I1 ok-is-visible' : 'I2 fail-is-invisible',
      what: `${name}.${table} has ${rows.size} rows, made by ${expected} requests`,
      about: [...rows.keys()].filter((id) => !known.has(id)).slice(0, 10),
    },
  ];
}

function writesOf(operations: Operation[], outcome: Operation['outcome']): Operation[] {
  return operations.filter((operation) => operation.method !== 'GET' && operation.outcome === outcome);
}

function servicing(services: ServiceFacts[], { path }: Operation): ServiceFacts {
  return serviceOf(services, /^\/api\/([^/]+)\//.exec(path)?.[1] ?? path);
}

function serviceOf(services: ServiceFacts[], wanted: string): ServiceFacts {
  const found = services.find(({ name }) => name === wanted);
  if (!found) throw new Error(`There is no service ${wanted}`);
  return found;
}
