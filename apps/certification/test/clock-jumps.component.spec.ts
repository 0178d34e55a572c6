import { CertificateIssuedV1 } from '@app/contracts';
import { waitFor, type TestProcess } from '@app/testing';
import { aPolicy } from './builders.js';
import { origin, RunningCertification } from './running-certification.js';
import { Scene, type Enrolled } from './scene.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PEOPLE = 12;

let service: RunningCertification;
const replicas: TestProcess[] = [];

beforeAll(async () => {
  service = await RunningCertification.start();
}, 60_000);

afterAll(async () => {
  await endReplicas();
  await service?.stop();
});

describe.each([
  ['forward by a day', DAY],
  ['back by an hour', -HOUR],
])('a process whose clock jumps %s', (_, shift) => {
  it('lets an embargo end when it ends and no other, and dates documents right', async () => {
    await onlyReplicas(shift);
    const [soon, later] = [await atDatabase('4 seconds'), await atDatabase('12 hours')];
    const documents = [aPolicy({ notBefore: soon }), aPolicy({ kind: 'retraining-certificate', notBefore: later })];
    const scene = await Scene.of(service, documents);
    await scene.complete(await scene.enroll(), null);

    const [{ number, status_list_id: listId, credential }] = await issued(scene, 1);
    const now = await atDatabase('0');

    expect(now >= soon).toBe(true);
    const waiting = `SELECT kind, waits_for FROM certificate_cases WHERE cohort_id = $1 AND status = 'open'`;
    expect(await service.rows(waiting, [scene.cohortId])).toEqual([
      { kind: 'retraining-certificate', waits_for: ['embargo'] },
    ]);
    // Whose clock is right.
    await service.startProcess();
    const { body } = await service.get(`/verify/${number}`, { accept: 'application/json' });
    expect(body).toMatchObject({ status: 'valid', signature: 'valid' });
    const list = await service.fetchDocument(`${origin}/status-lists/${listId}`);
    for (const { validFrom } of [credential, list]) expect(validFrom >= soon && validFrom <= now).toBe(true);
  }, 60_000);

  it('takes up what another one has left unsigned when its lease is over', async () => {
    const scene = await Scene.of(service, [aPolicy()]);
    await onlyReplicas(0);
    const until = await leftUnsigned(scene, await scene.enroll());

    await onlyReplicas(shift);
    const [{ id }] = await issued(scene, 1);

    expect((await atDatabase('0')) >= until).toBe(true);
    await service.published(CertificateIssuedV1, ({ subject }) => subject === id);
    expect(service.facts.filter(({ subject }) => subject === id)).toHaveLength(1);
  }, 60_000);
});

describe('processes that look for what is due at the same instant', () => {
  it('issue each document once, whatever their clocks say', async () => {
    await onlyReplicas(DAY, 0, -HOUR);
    const notBefore = await atDatabase('1 hour');
    const scene = await Scene.of(service, [aPolicy({ numberPrefix: 'ONCE', notBefore })]);
    for (let count = 0; count < PEOPLE; count++) await scene.complete(await scene.enroll(), null);
    await service.settled();

    await dueAtOnce(scene, 3);
    const rows = await issued(scene, PEOPLE);
    await service.published(CertificateIssuedV1, ({ data }) => data.cohortId === scene.cohortId, PEOPLE);

    const numbers = rows.map(({ registration_number: number }) => Number(number.split('-')[2]));
    expect(numbers).toEqual(Array.from({ length: PEOPLE }, (_, at) => at + 1));
    expect(new Set(rows.map(({ case_id: caseId }) => caseId)).size).toBe(PEOPLE);
    expect(service.facts.filter(({ data }) => data.cohortId === scene.cohortId)).toHaveLength(PEOPLE);
  }, 60_000);
});

/** From now on the service is these processes, with clocks that are wrong by so much. */
async function onlyReplicas(...shifts: number[]): Promise<void> {
  await Promise.all([service.app.close(), endReplicas()]);
  replicas.push(...(await Promise.all(shifts.map((shift) => service.startReplica(shift)))));
}

async function endReplicas(): Promise<void> {
  await Promise.all(replicas.splice(0).map((replica) => replica.kill()));
}

/** A process dies between its claim of a document and the signature. Tells until when the document is its own. */
async function leftUnsigned(scene: Scene, who: Enrolled): Promise<string> {
  const blocker = await service.connectToDatabase();
  await blocker.query('BEGIN; LOCK TABLE signing_keys IN ACCESS EXCLUSIVE MODE');
  await scene.complete(who, null);
  const claimed = `SELECT claimed_until AS until FROM certificates WHERE cohort_id = $1 AND claimed_until IS NOT NULL`;
  const { until } = await waitFor(async () => (await service.rows<{ until: Date }>(claimed, [scene.cohortId]))[0]);
  await endReplicas();
  await blocker.end();
  return until.toISOString();
}

/** Lets all cases be due in the moment in which so many processes look for such. */
async function dueAtOnce(scene: Scene, processes: number): Promise<void> {
  const gate = await service.connectToDatabase();
  await gate.query('BEGIN; LOCK TABLE certificate_cases IN ACCESS EXCLUSIVE MODE');
  const looking = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
    AND query LIKE '%not_before <=%'`;
  await waitFor(async () => (await service.rows(looking)).length === processes, { timeoutMs: 20_000 });
  await gate.query('UPDATE certificate_cases SET not_before = now() WHERE cohort_id = $1', [scene.cohortId]);
  await gate.query('COMMIT');
  await gate.end();
}

/** The documents of the cohort, once so many are issued. */
async function issued(scene: Scene, count: number) {
  const sql = `SELECT * FROM certificates WHERE cohort_id = $1 AND status = 'issued' ORDER BY number`;
  return waitFor(
    async () => {
      const rows = await service.rows(sql, [scene.cohortId]);
      return rows.length >= count ? rows : null;
    },
    { timeoutMs: 20_000 },
  );
}

/** The time at the database, so much later. */
async function atDatabase(interval: string): Promise<string> {
  const [row] = await service.rows<{ at: Date }>('SELECT clock_timestamp() + $1::interval AS at', [interval]);
  return row!.at.toISOString();
}
