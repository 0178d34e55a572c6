import { v7 as uuid } from 'uuid';
import {
  AcknowledgmentIssuedV1,
  CeremonyHeldV1,
  CertificateIssuedV1,
  CohortConcludedV1,
  CompletionMissedV1,
  OrganizationStateV1,
  ParticipantEnrolledV1,
  ParticipantWithdrawnV1,
  PersonStateV1,
} from '@app/contracts';
import { waitFor } from '@app/testing';
import { aPolicy } from './builders.js';
import { RunningCertification } from './running-certification.js';
import { Scene, type Enrolled } from './scene.js';

let service: RunningCertification;

beforeAll(async () => {
  service = await RunningCertification.start();
}, 60_000);

afterAll(() => service?.stop());

const record = aPolicy({ kind: 'participation-record', ground: 'participation', numberPrefix: 'TUL' });
const thanks = aPolicy({ kind: 'acknowledgment', ground: 'contribution', numberPrefix: 'NUGSEA' });

async function documentsOf(scene: Scene, count: number) {
  const officer = await scene.officer();
  return waitFor(
    async () => {
      const { body } = await service.get(`/v1/certificates?cohortId=${scene.cohortId}`, officer);
      return body.data.length >= count && body.data;
    },
    { timeoutMs: 20_000 },
  );
}

const casesOf = async (scene: Scene) =>
  (await service.get(`/v1/cases?cohortId=${scene.cohortId}`, await scene.officer())).body.data;

function missedBy(scene: Scene, who: Enrolled, attendedSessions: number) {
  const inputs = { countedSessions: 8, attendedSessions, attendedModules: 1, projectId: null, outcome: null };
  return { ...scene.completionOf(who, null), inputs, reasons: ['attendance-below-minimum'] };
}

describe('An acknowledgment', () => {
  it('is given to the people and the organizations whom a ceremony names', async () => {
    const scene = await Scene.of(service, [thanks]);
    const [mentor, partner] = [uuid(), uuid()];
    await service.tell(PersonStateV1, mentor, { name: { cyrillic: 'Джон Смит', latin: 'John Smith' } });
    await service.tell(OrganizationStateV1, partner, { name: { en: 'Shanghai Normal University' } });
    const honorees = [
      { contributionId: uuid(), holder: { kind: 'person', id: mentor }, role: 'mentor' },
      { contributionId: uuid(), holder: { kind: 'person', id: mentor }, role: 'volunteer' },
      { contributionId: uuid(), holder: { kind: 'organization', id: partner }, role: 'partner' },
    ] as never;

    await service.tell(CeremonyHeldV1, uuid(), { cohortId: scene.cohortId, honorees });

    const documents = await documentsOf(scene, 3);
    expect(documents.map(({ role }: { role: string }) => role).sort()).toEqual(['mentor', 'partner', 'volunteer']);
    expect(documents).toContainEqual(
      expect.objectContaining({
        holder: { kind: 'organization', id: partner, name: { en: 'Shanghai Normal University' } },
      }),
    );
    const isHere = (fact: { data: { cohortId: string } }) => fact.data.cohortId === scene.cohortId;
    const facts = await service.published(AcknowledgmentIssuedV1, isHere, 3);
    expect(facts.every(({ sequence }) => sequence === 1)).toBe(true);
    const { body } = await service.get(`/v1/cohorts/${scene.cohortId}/figures`, await scene.officer());
    expect(body).toMatchObject({ acknowledgments: 3, certificates: 0, liveDoubles: 0 });
  });

  it('waits for the name of a person who is not known yet', async () => {
    const scene = await Scene.of(service, [thanks]);
    const [mentor, contributionId] = [uuid(), uuid()];
    const honorees = [{ contributionId, holder: { kind: 'person' as const, id: mentor }, role: 'mentor' as const }];
    await service.tell(CeremonyHeldV1, uuid(), { cohortId: scene.cohortId, honorees });
    await service.settled();

    await service.tell(PersonStateV1, mentor, { name: { cyrillic: 'Джон Смит', latin: 'John Smith' } });

    expect(await documentsOf(scene, 1)).toMatchObject([{ ground: { kind: 'contribution', id: contributionId } }]);
  });
});

describe('A record of participation', () => {
  it('is for who has not completed and was there at least once', async () => {
    const scene = await Scene.of(service, [aPolicy(), record]);
    const [there, never] = [await scene.enroll(), await scene.enroll()];
    const completionId = uuid();

    await service.tell(CompletionMissedV1, uuid(), missedBy(scene, never, 0));
    await service.tell(CompletionMissedV1, completionId, missedBy(scene, there, 2));

    const documents = await documentsOf(scene, 1);
    expect(documents).toMatchObject([
      {
        kind: 'participation-record',
        holder: { id: there.personId },
        ground: { kind: 'participation', id: completionId },
      },
    ]);
    const facts = await service.published(CertificateIssuedV1, ({ subject }) => subject === documents[0].id);
    expect(facts[0]).toMatchObject({ data: { kind: 'participation-record' } });
  });

  it('and a certificate are both issued when the completion is attained after it was missed', async () => {
    const scene = await Scene.of(service, [aPolicy(), record]);
    const who = await scene.enroll();
    await scene.evaluate(who, uuid());
    await service.tell(CompletionMissedV1, uuid(), missedBy(scene, who, 2));
    await documentsOf(scene, 1);

    await scene.complete(who, null);

    const kinds = (await documentsOf(scene, 2)).map(({ kind }: { kind: string }) => kind);
    expect(kinds.sort()).toEqual(['completion-certificate', 'participation-record']);
  });

  it('is for who stayed until the end where nobody can complete, also when the enrollment is heard of later', async () => {
    const scene = await Scene.of(service, [record], { completionRule: null });
    const [stayed, left] = [await scene.enroll(), await scene.enroll()];
    await service.tell(ParticipantWithdrawnV1, left.participantId, {
      cohortId: scene.cohortId,
      personId: left.personId,
    });
    await service.settled();

    await service.tell(CohortConcludedV1, scene.cohortId, { programId: scene.programId });
    await service.settled();
    const late = { cohortId: scene.cohortId, personId: uuid(), homeOrganizationId: scene.schoolId };
    await service.tell(PersonStateV1, late.personId, {});
    await service.tell(ParticipantEnrolledV1, uuid(), late);

    const holders = (await documentsOf(scene, 2)).map(({ holder }: { holder: { id: string } }) => holder.id);
    expect(holders.sort()).toEqual([stayed.personId, late.personId].sort());
  });
});

describe('A certificate of completion', () => {
  it('is not waited for by who has left, whether the evaluation was known before or comes after', async () => {
    const scene = await Scene.of(service, [aPolicy({ statesResults: true })]);
    const [before, after] = [await scene.enroll(), await scene.enroll()];
    const leave = async ({ participantId, personId }: Enrolled) => {
      await service.tell(ParticipantWithdrawnV1, participantId, { cohortId: scene.cohortId, personId });
      await service.settled();
    };
    await scene.evaluate(before, uuid());
    await service.settled();
    await leave(before);
    await leave(after);
    await scene.evaluate(after, uuid());
    await service.settled();

    expect(await casesOf(scene)).toMatchObject([{ holder: { id: before.personId }, status: 'closed' }]);
  });

  it('is given to each person of an institution that completed, of each kind that the cohort gives', async () => {
    const retraining = aPolicy({ kind: 'retraining-certificate', numberPrefix: 'TRN' });
    const scene = await Scene.of(service, [aPolicy(), retraining], { subjectKind: 'institution' });
    const people = [await scene.enroll(), await scene.enroll()];
    const of = scene.completionOf(people[0]!, null);
    const participants = people.map((who) => ({ ...who, homeOrganizationId: scene.schoolId }));

    await scene.tellCompletion({ ...of, subject: { kind: 'institution', id: scene.schoolId }, participants });

    const documents = await documentsOf(scene, 4);
    expect(new Set(documents.map(({ number }: { number: string }) => number)).size).toBe(4);
    expect(await casesOf(scene)).toHaveLength(4);
  });

  it('tells in words what it waits for', async () => {
    const scene = await Scene.of(service, [aPolicy({ statesResults: true, requiresConfirmedName: true })]);
    const who = await scene.enroll();
    await scene.complete(who, uuid());
    await service.settled();

    const headers = { ...(await service.headersOf(who.personId)), 'accept-language': 'kk' };
    const { body } = await service.get(`/v1/cases?cohortId=${scene.cohortId}&status=open`, headers);

    expect(body.data).toMatchObject([
      {
        waitsFor: [
          { code: 'evaluation', text: 'жобаның бағалануын күтуде' },
          { code: 'confirmed-name', text: 'иесінің аты-жөнін растауын күтуде' },
        ],
      },
    ]);
  });
});
