import { v7 as uuid } from 'uuid';
import { CertificateIssuedV1, CohortConcludedV1, CompletionMissedV1 } from '@app/contracts';
import { aPolicy } from './builders.js';
import { RunningCertification } from './running-certification.js';
import { Scene } from './scene.js';

let service: RunningCertification;
// Documents are what the specs assert.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;

const retraining = aPolicy({ kind: 'retraining-certificate', numberPrefix: 'ABAIR' });
const record = aPolicy({ kind: 'participation-record', ground: 'participation', numberPrefix: 'ABAIP' });
const page = { accept: 'text/html' };

const kindsOf = (documents: Json[]): string[] => documents.map(({ kind }) => kind as string).sort();

beforeAll(async () => {
  service = await RunningCertification.start();
}, 60_000);

afterAll(() => service?.stop());

describe('A retraining certificate', () => {
  it.each([
    ['kk', 'Қайта даярлау туралы сертификат'],
    ['ru', 'Сертификат о переподготовке'],
    ['en', 'Retraining certificate'],
  ])('is a kind of document of its own, in %s too', async (language, title) => {
    const titles = {
      kk: 'Қайта даярлау туралы сертификат',
      ru: 'Сертификат о переподготовке',
      en: 'Retraining certificate',
    };
    const scene = await Scene.of(service, [{ ...retraining, title: titles }]);
    await scene.complete(await scene.enroll(), null);

    const [document] = await scene.documents(1);

    expect(document).toMatchObject({ kind: 'retraining-certificate', ground: { kind: 'completion' } });
    expect(document.number).toMatch(/^ABAIR-\d{4}-\d{6}-/);
    expect((await service.get(`/verify/${document.number}?lang=${language}`, page)).text).toContain(title);
    const issued = await service.published(CertificateIssuedV1, ({ subject }) => subject === document.id);
    expect(issued[0]!.data).toMatchObject({ kind: 'retraining-certificate' });
  });
});

describe('Of an institution that did not complete', () => {
  it('H13 the people who were there get a record of it, and nobody a certificate', async () => {
    const scene = await Scene.of(service, [aPolicy(), record], { subjectKind: 'institution' });
    const [there, never] = [await scene.enroll(), await scene.enroll()];
    await scene.evaluate(there, uuid());
    const inputs = { countedSessions: 8, attendedSessions: 3, attendedModules: 1, projectId: null, outcome: null };
    await service.tell(CompletionMissedV1, uuid(), {
      ...{ cohortId: scene.cohortId, subject: { kind: 'institution', id: scene.schoolId }, inputs },
      participants: [there, never].map((who) => ({ ...who, homeOrganizationId: scene.schoolId })),
      reasons: ['project-not-passed'],
    });

    await scene.state(there);

    expect(await scene.documents(1)).toMatchObject([
      { kind: 'participation-record', holder: { id: there.personId }, ground: { id: there.participantId } },
    ]);
    await service.settled();
    expect(await scene.figures()).toMatchObject({ certificates: 0, participationRecords: 1, pending: 0 });
  });
});

describe('A statement of participation', () => {
  it('gives one record, however often it is made, and none to who has completed', async () => {
    const scene = await Scene.of(service, [aPolicy(), record]);
    const [guest, graduate] = [await scene.enroll(), await scene.enroll()];
    await scene.complete(graduate, null);
    await service.settled();

    await scene.state(guest);
    await scene.state(guest);
    await scene.state(graduate);
    await service.settled();

    expect(kindsOf(await scene.documents(2))).toEqual(['completion-certificate', 'participation-record']);
    expect(await scene.figures()).toMatchObject({
      certificates: 1,
      participationRecords: 1,
      liveDoubles: 0,
      pending: 0,
    });
  });

  it('gives nothing where the cohort gives no records, and the same one where everybody gets one at the end', async () => {
    const without = await Scene.of(service, [aPolicy()]);
    const weekly = await Scene.of(service, [record], { completionRule: null, endsOn: null });
    const who = await weekly.enroll();
    await without.state(await without.enroll());
    await weekly.state(who);
    await service.tell(CohortConcludedV1, weekly.cohortId, { programId: weekly.programId });
    await service.settled();

    expect(await weekly.documents(1)).toMatchObject([{ holder: { id: who.personId } }]);
    expect(await weekly.figures()).toMatchObject({ participationRecords: 1, pending: 0 });
    expect(await without.figures()).toMatchObject({ participationRecords: 0, pending: 0 });
  });
});
