import { v7 as uuid } from 'uuid';
import { CertificateIssuedV1, CertificateRevokedV1, CompletionAttainedV1 } from '@app/contracts';
import { sampleOf, waitFor } from '@app/testing';
import { aPolicy } from './builders.js';
import { verifyCredentialCopy } from './conformance/verifier.js';
import { origin, RunningCertification } from './running-certification.js';
import { Scene, type Enrolled } from './scene.js';

let service: RunningCertification;

beforeAll(async () => {
  service = await RunningCertification.start();
}, 60_000);

afterAll(() => service?.stop());

const strict = [aPolicy({ statesResults: true, requiresConfirmedName: true })];
const name = { cyrillic: 'Әлия Сәрсенова', latin: 'Aliya Sarsenova' };

async function confirmName(who: Enrolled): Promise<void> {
  const { status } = await service.post('/v1/name-confirmations', { name }, await service.headersOf(who.personId));
  expect(status).toBe(201);
}

/** The certificate of somebody, once it is issued. */
async function certificateOf(scene: Scene, who: Enrolled) {
  const officer = await scene.officer();
  const path = `/v1/certificates?cohortId=${scene.cohortId}&holderId=${who.personId}`;
  return waitFor(async () => (await service.get(path, officer)).body.data[0], { timeoutMs: 20_000 });
}

async function issueTo(scene: Scene, who: Enrolled) {
  await scene.complete(who, null);
  return certificateOf(scene, who);
}

describe('A certificate', () => {
  type Act = (scene: Scene, who: Enrolled, projectId: string) => Promise<unknown>;
  const evaluate: Act = (scene, who, projectId) => scene.evaluate(who, projectId);
  const complete: Act = (scene, who, projectId) => scene.complete(who, projectId);
  const confirm: Act = (_, who) => confirmName(who);
  const orders: [string, Act[]][] = [
    ['name, evaluation, completion', [confirm, evaluate, complete]],
    ['evaluation, completion, name', [evaluate, complete, confirm]],
    ['completion, evaluation, name', [complete, evaluate, confirm]],
    ['completion, name, evaluation', [complete, confirm, evaluate]],
  ];

  it.each(orders)('is issued once when the facts come as %s', async (_, acts) => {
    const scene = await Scene.of(service, strict);
    const who = await scene.enroll();
    const projectId = uuid();

    for (const act of acts) {
      await act(scene, who, projectId);
      await service.settled();
    }

    const certificate = await certificateOf(scene, who);
    const isAbout = (fact: { data: { cohortId: string } }) => fact.data.cohortId === scene.cohortId;
    const facts = await service.published(CertificateIssuedV1, isAbout);
    expect(facts).toHaveLength(1);
    expect(facts[0]).toMatchObject({
      subject: certificate.id,
      organizationid: scene.schoolId,
      data: { registrationNumber: certificate.registrationNumber, holder: { kind: 'person', id: who.personId } },
    });
    expect(certificate).toMatchObject({
      status: 'issued',
      holder: { kind: 'person', id: who.personId, name },
      position: { en: 'School principal' },
      organization: { en: 'School No. 13' },
      link: `${origin}/verify/${certificate.number}`,
    });
    const figures = await service.get(`/v1/cohorts/${scene.cohortId}/figures`, await scene.officer());
    expect(figures.body).toMatchObject({ certificates: 1, pending: 0, unsigned: 0, liveDoubles: 0, revoked: [] });
  });

  it('continues the trace of the fact that completed its case, and its delay since the evaluation is measured', async () => {
    const scene = await Scene.of(service, [aPolicy({ statesResults: true })]);
    const who = await scene.enroll();
    const [projectId, correlationid] = [uuid(), uuid()];

    await scene.evaluate(who, projectId, correlationid);
    await scene.complete(who, projectId, correlationid);

    const { id } = await certificateOf(scene, who);
    const [fact] = await service.published(CertificateIssuedV1, ({ subject }) => subject === id);
    expect(fact).toMatchObject({ correlationid, causationid: expect.any(String) });
    const { body } = await service.get(`/v1/cohorts/${scene.cohortId}/figures`, await scene.officer());
    expect(body.evaluatedToIssuedMs).toEqual([expect.any(Number)]);
  });

  it('is issued once when its completion is delivered twice', async () => {
    const scene = await Scene.of(service, [aPolicy()]);
    const who = await scene.enroll();
    const event = sampleOf(CompletionAttainedV1, scene.completionOf(who, null), { sequence: 1 });

    await Promise.all([1, 2, 3].map(() => service.publish(CompletionAttainedV1, event)));
    await service.settled();

    await certificateOf(scene, who);
    const rows = await service.rows('SELECT FROM certificates WHERE cohort_id = $1', [scene.cohortId]);
    expect(rows).toHaveLength(1);
  });

  it('names the office and the name at its issue, not later ones', async () => {
    const scene = await Scene.of(service, [aPolicy()]);
    const who = await scene.enroll();
    const before = await issueTo(scene, who);

    await confirmName(who);

    const { body } = await service.get(`/v1/certificates/${before.id}`, await scene.officer());
    expect(body.holder.name.cyrillic).toBe('Әлия Нұрғалиқызы Сәрсенова');
  });

  it('waits for the end of its embargo on the platform clock', async () => {
    const scene = await Scene.of(service, [aPolicy({ notBefore: '2030-09-20T10:00:00.000Z' })]);
    const who = await scene.enroll();
    await scene.complete(who, null);
    await service.settled();

    const { body } = await service.get(`/v1/cases?cohortId=${scene.cohortId}`, {
      ...(await scene.officer()),
      'accept-language': 'ru',
    });
    expect(body.data).toMatchObject([
      {
        status: 'open',
        waitsFor: [{ code: 'embargo', text: 'ожидает дня вручения' }],
        notBefore: '2030-09-20T10:00:00.000Z',
      },
    ]);

    await service.setClock('2030-09-20T10:00:01.000Z');
    const certificate = await certificateOf(scene, who);
    await service.setClock(null);
    expect(certificate.issuedAt).toMatch(/^2030-09-20T10:00/);
    expect(certificate.number).toMatch(/^NUGSE-2030-/);
    // Business time may be ahead of real time; a credential that begins in the future verifies nowhere.
    const credential = (await service.fetchDocument(`${origin}/credentials/${certificate.credentialId}`)) as object;
    expect(await verifyCredentialCopy(credential, service.fetchDocument)).toMatchObject({ verified: true });
  });
});

describe('The issued credential', () => {
  it('is verified by code that is not ours, with what the service publishes; revoked it is not', async () => {
    const scene = await Scene.of(service, [aPolicy({ statesResults: true })]);
    const who = await scene.enroll();
    const projectId = uuid();
    await scene.evaluate(who, projectId);
    await scene.complete(who, projectId);
    const certificate = await certificateOf(scene, who);
    const credential = (await service.fetchDocument(`${origin}/credentials/${certificate.credentialId}`)) as object;

    expect(await verifyCredentialCopy(credential, service.fetchDocument)).toMatchObject({
      ...{ verified: true, signature: 'valid', status: 'valid', reasons: [] },
    });

    const path = `/v1/certificates/${certificate.id}/revocation`;
    const revoked = await service.post(path, { reason: 'issued-in-error' }, await scene.officer());

    expect(revoked).toMatchObject({ status: 200, body: { status: 'revoked', revocationReason: 'issued-in-error' } });
    expect(await verifyCredentialCopy(credential, service.fetchDocument)).toMatchObject({
      ...{ verified: false, signature: 'valid', status: 'revoked' },
    });
    const again = await service.post(path, { reason: 'misconduct' }, await scene.officer());
    expect(again).toMatchObject({ status: 409, body: { code: 'certificate-already-revoked' } });
    const facts = await service.published(CertificateRevokedV1, ({ subject }) => subject === certificate.id);
    expect(facts).toHaveLength(1);
    expect(facts[0]).toMatchObject({ sequence: 2, data: { reason: 'issued-in-error' } });
  });

  it('names achievement, issuer and terms at addresses that answer', async () => {
    const scene = await Scene.of(service, [aPolicy()]);
    const certificate = await issueTo(scene, await scene.enroll());
    const path = `/credentials/${certificate.credentialId}`;
    const credential = (await service.get(path, { accept: 'application/vc+ld+json' })).text;
    const parsed = JSON.parse(credential);

    for (const address of [parsed.credentialSubject.achievement.id, parsed.issuer.url, `${origin}/ns`]) {
      expect(await service.fetchDocument(address)).toBeDefined();
    }
    expect(await service.fetchDocument(`${origin}/.well-known/did.json`)).toMatchObject({
      id: 'did:web:localhost%3A8080',
    });
    expect(credential).not.toMatch(new RegExp(certificate.holder.id));
  });
});

describe('After a crash between reservation and signature', () => {
  it('another process finishes with the same number', async () => {
    const scene = await Scene.of(service, [aPolicy()]);
    const who = await scene.enroll();
    // The first signature of an issuer needs its key: whoever holds this lock stops the signer right before it.
    const blocker = await service.connectToDatabase();
    await blocker.query('BEGIN; LOCK TABLE signing_keys IN ACCESS EXCLUSIVE MODE');
    await scene.complete(who, null);
    const reserved = `SELECT number, status FROM certificates WHERE cohort_id = $1`;
    const before = await waitFor(async () => (await service.rows(reserved, [scene.cohortId]))[0]);
    expect(before.status).toBe('reserved');

    // Until it has ended, it may come back to the lock once more.
    let hasEnded = false;
    const ended = service.app.close().finally(() => (hasEnded = true));
    const cutOff = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ILIKE '%signing_keys%'`;
    await waitFor(async () => (await service.rows(cutOff)) && hasEnded, { timeoutMs: 20_000 });
    await ended;
    expect(await service.rows(reserved, [scene.cohortId])).toEqual([before]);
    await blocker.end();
    await service.startProcess();

    const certificate = await certificateOf(scene, who);
    expect(certificate.number).toBe(before.number);
    expect(await service.rows(reserved, [scene.cohortId])).toEqual([{ number: before.number, status: 'issued' }]);
    await service.published(CertificateIssuedV1, ({ subject }) => subject === certificate.id);
    expect(service.facts.filter(({ subject }) => subject === certificate.id)).toHaveLength(1);
  }, 60_000);
});
