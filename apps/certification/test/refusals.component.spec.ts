import { v7 as uuid } from 'uuid';
import { OrganizationStateV1, type GrantStateV1 } from '@app/contracts';
import { waitFor } from '@app/testing';
import { aPolicy } from './builders.js';
import { RunningCertification } from './running-certification.js';
import { Scene, type Enrolled } from './scene.js';

let service: RunningCertification;
let scene: Scene;
let holder: Enrolled;
// eslint-disable-next-line @typescript-eslint/no-explicit-any
let certificate: any;

beforeAll(async () => {
  service = await RunningCertification.start();
  scene = await Scene.of(service, [aPolicy()]);
  holder = await scene.enroll();
  await scene.complete(holder, null);
  const path = `/v1/certificates?cohortId=${scene.cohortId}`;
  const officer = await scene.officer();
  certificate = await waitFor(async () => (await service.get(path, officer)).body.data[0], { timeoutMs: 20_000 });
}, 60_000);

afterAll(() => service?.stop());

/** Headers of somebody with one right. */
async function somebodyWith(
  role: GrantStateV1['role'],
  organizationId: string | null,
): Promise<Record<string, string>> {
  const personId = uuid();
  await scene.grant(personId, role, organizationId);
  await service.settled();
  return service.headersOf(personId);
}

const revocation = () => `/v1/certificates/${certificate.id}/revocation`;

describe('A certificate is seen by', () => {
  const seenBy = async (headers: Record<string, string>) => {
    const list = await service.get(`/v1/certificates?cohortId=${scene.cohortId}`, headers);
    const one = await service.get(`/v1/certificates/${certificate.id}`, headers);
    const cases = await service.get(`/v1/cases?cohortId=${scene.cohortId}`, headers);
    const figures = await service.get(`/v1/cohorts/${scene.cohortId}/figures`, headers);
    expect([list.body.data.length, cases.body.data.length, figures.body.certificates]).toEqual(
      one.status === 200 ? [1, 1, 1] : [0, 0, 0],
    );
    return one.status;
  };

  it.each([
    ['its holder', 200, async () => service.headersOf(holder.personId)],
    ['the organizer', 200, () => scene.officer()],
    ['the nominating organization', 200, () => somebodyWith('coordinator', scene.schoolId)],
    ['the ministry', 200, () => somebodyWith('ministry-officer', null)],
    ['another organization: not', 404, () => somebodyWith('coordinator', uuid())],
    ['another organizer: not', 404, () => somebodyWith('program-organizer', uuid())],
    ['another person: not', 404, () => service.headersOf(uuid())],
    ['a machine without a right: not', 404, () => service.headersOfClient('partner-1')],
  ])('%s', async (_, status, headers) => {
    expect(await seenBy(await headers())).toBe(status);
  });

  it('nobody without a token', async () => {
    expect(await service.get('/v1/certificates')).toMatchObject({ status: 401, body: { code: 'token-missing' } });
    expect(await service.get('/v1/certificates', { authorization: 'Bearer x.y.z' })).toMatchObject({ status: 401 });
  });
});

describe('A revocation is refused', () => {
  it.each([
    ['to the holder', 403, 'right-missing', () => service.headersOf(holder.personId)],
    ['to the nominating organization', 403, 'right-missing', () => somebodyWith('coordinator', scene.schoolId)],
    ['to the ministry', 403, 'right-missing', () => somebodyWith('ministry-officer', null)],
    ['to another organizer', 404, 'certificate-not-found', () => somebodyWith('program-organizer', uuid())],
  ])('%s', async (_, status, code, headers) => {
    const answer = await service.post(revocation(), { reason: 'issued-in-error' }, await headers());

    expect(answer).toMatchObject({ status, body: { code } });
    expect(await service.rows('SELECT FROM certificates WHERE revoked_at IS NOT NULL')).toEqual([]);
  });

  it.each([
    ['no reason', {}, '/reason'],
    ['a reason in prose', { reason: 'It was a mistake!' }, '/reason'],
    ['a reason of the wrong type', { reason: 7 }, '/reason'],
    ['an unknown field', { reason: 'issued-in-error', silent: true }, '/silent'],
    ['a note without end', { reason: 'issued-in-error', note: 'x'.repeat(2001) }, '/note'],
  ])('with %s', async (_, body, pointer) => {
    const answer = await service.post(revocation(), body, await scene.officer());

    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'validation-failed', errors: expect.arrayContaining([expect.objectContaining({ pointer })]) },
    });
  });

  it('of an unknown certificate, and of what is no id', async () => {
    const officer = await scene.officer();
    const of = (id: string) => service.post(`/v1/certificates/${id}/revocation`, { reason: 'misconduct' }, officer);

    expect(await of(uuid())).toMatchObject({ status: 404, body: { code: 'certificate-not-found' } });
    expect(await of('1')).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
  });
});

describe('A name confirmation', () => {
  const name = { cyrillic: 'Әлия Сәрсенова', latin: 'Aliya Sarsenova' };
  const confirm = async (body: unknown, extra: Record<string, string> = {}) =>
    service.post('/v1/name-confirmations', body, { ...(await service.headersOf(holder.personId)), ...extra });

  it.each([
    ['nothing', {}, '/name'],
    ['one script', { name: { cyrillic: name.cyrillic } }, '/name/latin'],
    ['Latin letters for Cyrillic ones', { name: { ...name, cyrillic: 'Aliya' } }, '/name/cyrillic'],
    ['a number in it', { name: { ...name, latin: 'Aliya 990101450123' } }, '/name/latin'],
    ['markup in it', { name: { ...name, latin: '<b>Aliya</b>' } }, '/name/latin'],
    ['a person', { name, personId: uuid() }, '/personId'],
  ])('is refused with %s', async (_, body, pointer) => {
    expect(await confirm(body)).toMatchObject({
      status: 400,
      body: { code: 'validation-failed', errors: expect.arrayContaining([expect.objectContaining({ pointer })]) },
    });
  });

  it('is refused to machines', async () => {
    const answer = await service.post('/v1/name-confirmations', { name }, await service.headersOfClient('partner-1'));

    expect(answer).toMatchObject({ status: 403, body: { code: 'person-needed' } });
  });

  it('is kept once per person, with its version, and read by that person alone', async () => {
    const own = async (personId: string) =>
      service.get('/v1/name-confirmations/own', await service.headersOf(personId));
    expect(await own(uuid())).toMatchObject({ status: 404, body: { code: 'name-not-confirmed' } });

    const first = await confirm({ name: { ...name, latin: ' Aliya   Sarsenova ' } });
    const second = await confirm({ name: { ...name, latin: 'Aliia Sarsenova' } });

    expect(first).toMatchObject({ status: 201, body: { version: 1, name, personId: holder.personId } });
    expect(second.body).toMatchObject({ id: first.body.id, version: 2, name: { latin: 'Aliia Sarsenova' } });
    expect((await own(holder.personId)).body).toEqual(second.body);
  });

  it('with the same Idempotency-Key is the same answer, and another body is refused', async () => {
    const key = { 'idempotency-key': uuid() };
    const first = await confirm({ name }, key);

    expect((await confirm({ name }, key)).body).toEqual(first.body);
    expect(await confirm({ name: { ...name, latin: 'Aliya' } }, key)).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused' },
    });
  });
});

describe('A list is refused', () => {
  it.each([
    ['/v1/certificates?status=lost', '/status'],
    ['/v1/certificates?cohortId=1', '/cohortId'],
    ['/v1/certificates?sort=name', '/sort'],
    ['/v1/cases?status=waiting', '/status'],
    ['/v1/cases?limit=0', '/limit'],
  ])('%s', async (path, pointer) => {
    const answer = await service.get(path, await scene.officer());

    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'validation-failed', errors: expect.arrayContaining([expect.objectContaining({ pointer })]) },
    });
  });

  it('with a cursor that no list gave out', async () => {
    for (const cursor of ['x', 'WyJhIiwiYiJd', 'WyJhIl0']) {
      const answer = await service.get(`/v1/certificates?cursor=${cursor}`, await scene.officer());
      expect({ cursor, ...answer }).toMatchObject({ status: 400, body: { code: 'cursor-malformed' } });
    }
  });
});

it('An organization that is gone from the directory keeps its documents', async () => {
  await service.tell(OrganizationStateV1, scene.schoolId, null as never);
  await service.settled();

  const { body } = await service.get(`/v1/certificates/${certificate.id}`, await scene.officer());
  expect(body.organization).toMatchObject({ en: 'School No. 13' });
});
