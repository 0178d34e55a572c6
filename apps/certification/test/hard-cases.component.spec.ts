import { v7 as uuid } from 'uuid';
import {
  AppointmentStateV1,
  CeremonyHeldV1,
  CertificateIssuedV1,
  CohortConcludedV1,
  OrganizationStateV1,
  PersonStateV1,
} from '@app/contracts';
import { aPolicy } from './builders.js';
import { verifyCredentialCopy } from './conformance/verifier.js';
import { origin, RunningCertification } from './running-certification.js';
import { Scene } from './scene.js';

let service: RunningCertification;
// Documents are what the specs assert.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;

const retraining = aPolicy({ kind: 'retraining-certificate', numberPrefix: 'ABAIR' });
const record = aPolicy({ kind: 'participation-record', ground: 'participation', numberPrefix: 'ABAIP' });
const thanks = aPolicy({ kind: 'acknowledgment', ground: 'contribution', numberPrefix: 'ABAIA' });
const page = { accept: 'text/html' };

beforeAll(async () => {
  service = await RunningCertification.start();
}, 60_000);

afterAll(() => service?.stop());

describe('A document', () => {
  it('H2 is for each person whom a completion covers, be it of the person or of the institution', async () => {
    const rule = { subjectKind: 'institution' as const };
    const [alone, together] = [await Scene.of(service, [aPolicy()]), await Scene.of(service, [aPolicy()], rule)];
    await alone.complete(await alone.enroll(), null);
    const people = [await together.enroll(), await together.enroll(), await together.enroll()];

    await together.tellCompletion({
      ...together.completionOf(people[0]!, null),
      subject: { kind: 'institution', id: together.schoolId },
      participants: people.map((who) => ({ ...who, homeOrganizationId: together.schoolId })),
    });

    expect(await alone.documents(1)).toHaveLength(1);
    const holders = (await together.documents(3)).map(({ holder }) => `${holder.kind} ${holder.id}`);
    expect(holders.sort()).toEqual(people.map(({ personId }) => `person ${personId}`).sort());
  });

  it('H9 of each of the four kinds has numbers of its own, in one registry and behind one public verification', async () => {
    const scene = await Scene.of(service, [aPolicy(), retraining, record, thanks]);
    const [graduate, visitor, partner] = [await scene.enroll(), await scene.enroll(), uuid()];
    await service.tell(OrganizationStateV1, partner, { name: { kk: 'Жетісу ауданының білім бөлімі' } });
    const honoree = { contributionId: uuid(), holder: { kind: 'organization', id: partner }, role: 'partner' };
    await scene.complete(graduate, null);
    await scene.state(visitor);
    await service.tell(CeremonyHeldV1, uuid(), { cohortId: scene.cohortId, honorees: [honoree] as never });

    const documents = await scene.documents(4);

    const prefixes = Object.fromEntries(documents.map(({ kind, number }) => [kind, number.split('-')[0]]));
    expect(prefixes).toEqual({
      ...{ 'completion-certificate': 'NUGSE', 'retraining-certificate': 'ABAIR' },
      ...{ 'participation-record': 'ABAIP', acknowledgment: 'ABAIA' },
    });
    for (const { number, kind, credentialId } of documents) {
      const { body } = await service.get(`/verify/${number}`, { accept: 'application/json' });
      expect(body).toMatchObject({ number, kind, status: 'valid', signature: 'valid' });
      expect((await service.get(`/verify/${number}?lang=kk`, page)).status).toBe(200);
      const copy = (await service.fetchDocument(`${origin}/credentials/${credentialId}`)) as object;
      expect(await verifyCredentialCopy(copy, service.fetchDocument)).toMatchObject({ verified: true });
    }
    expect(await scene.figures()).toMatchObject({ certificates: 2, participationRecords: 1, acknowledgments: 1 });
  });

  it('H11 bears the name in both scripts with every Kazakh letter, as it was spelled at the issue', async () => {
    const name = { cyrillic: 'Ұлжан Әбіқызы Қожағұлова-Өңғарбай', latin: 'Ulzhan Kozhagulova-Ongarbay' };
    const scene = await Scene.of(service, [aPolicy()]);
    const who = await scene.enroll(name);
    await scene.complete(who, null);
    const [document] = await scene.documents(1);

    await service.tell(PersonStateV1, who.personId, {
      name: { cyrillic: 'Ұлжан Һашімова', latin: 'Ulzhan Hashimova' },
    });
    await service.settled();

    const { text } = await service.get(`/verify/${document.number}?lang=kk`, page);
    expect(text).toContain(name.cyrillic);
    expect(text).toContain(name.latin);
    expect((await service.get(`/verify/${document.number}`, { accept: 'application/json' })).body).toMatchObject({
      holder: { name },
    });
    expect((await service.get(`/credentials/${document.credentialId}`)).text).toContain(
      `${name.cyrillic} / ${name.latin}`,
    );
  });

  it('H5 names the office of the day of its issue, though the holder changes it afterwards', async () => {
    const scene = await Scene.of(service, [aPolicy()]);
    const who = await scene.enroll();
    await scene.complete(who, null);
    await scene.documents(1);
    const office = { personId: who.personId, organizationId: scene.organizerId, from: '2020-02-01', until: null };

    await service.tell(AppointmentStateV1, uuid(), { ...office, title: { en: 'Vice Provost' } });
    await service.settled();

    expect(await scene.documents(1)).toMatchObject([
      { position: { en: 'School principal' }, organization: { en: 'School No. 13' } },
    ]);
  });

  it('H12 is issued and signed by the school, whoever hands it over', async () => {
    const scene = await Scene.of(service, [aPolicy()]);
    await service.tell(CeremonyHeldV1, uuid(), { cohortId: scene.cohortId, honorees: [] });
    await scene.complete(await scene.enroll(), null);
    const [{ credentialId, number }] = (await scene.documents(1)) as [Json];

    const credential = (await service.fetchDocument(`${origin}/credentials/${credentialId}`)) as Json;
    const { body } = await service.get(`/verify/${number}`, { accept: 'application/json' });

    const did = `did:web:localhost%3A8080:issuers:${scene.organizerId}`;
    const [proof] = [credential.proof].flat();
    expect([body.links.issuer, credential.issuer.id, proof.verificationMethod.split('#')[0]]).toEqual([did, did, did]);
    expect(JSON.stringify([credential, body])).not.toMatch(/presenter|signator/i);
  });

  it('H10 is told once, with all that support afterwards begins with, and stays revocable after the conclusion', async () => {
    const scene = await Scene.of(service, [aPolicy({ statesResults: true })]);
    const [who, projectId] = [await scene.enroll(), uuid()];
    await scene.evaluate(who, projectId);
    await scene.complete(who, projectId);
    await service.tell(CohortConcludedV1, scene.cohortId, { programId: scene.programId });
    const [document] = await scene.documents(1);

    const facts = await service.published(CertificateIssuedV1, ({ subject }) => subject === document.id);

    expect(facts).toHaveLength(1);
    expect(facts[0]).toMatchObject({
      organizationid: scene.schoolId,
      data: { cohortId: scene.cohortId, kind: 'completion-certificate', holder: { kind: 'person', id: who.personId } },
    });
    const path = `/v1/certificates/${document.id}/revocation`;
    expect((await service.post(path, { reason: 'issued-in-error' }, await scene.officer())).status).toBe(200);
    const { body } = await service.get(`/verify/${document.number}`, { accept: 'application/json' });
    expect([body.status, body.links.page]).toEqual(['revoked', `${origin}/verify/${document.number}`]);
  });
});
