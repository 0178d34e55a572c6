import { v7 as uuid } from 'uuid';
import { ParticipantWithdrawnV1 } from '@app/contracts';
import { waitFor } from '@app/testing';
import { RunningAssessment } from './assessment.running.js';
import type { CohortStage, Pupil } from './cohort.running.js';
import { breakfast, exercisePlan } from './session-work.running.js';

let service: RunningAssessment;
let stage: CohortStage;
let dean: Pupil;
let deputy: Pupil;
let chair: Pupil;
let head: Pupil;
let sessionId: string;
let reflection: any;

const answer = (pupil: Pupil, visibility: string, more: Record<string, string> = {}) =>
  service.post(
    pupil.personId,
    `reflections/${reflection.id}/answers`,
    { text: `Text ${visibility}`, visibility },
    more,
  );
const readBy = async (personId: string): Promise<string[]> => {
  const { body } = await service.get(personId, `reflections/${reflection.id}/answers`);
  return body.data.map(({ visibility }: any) => visibility).sort();
};
/** What the database itself shows to a scope, whatever a query asks for. */
const shownTo = async (scope: Record<string, string>): Promise<string[]> =>
  service.database.dataSource.transaction(async (tx) => {
    for (const [name, value] of Object.entries(scope)) {
      await tx.query(`SELECT set_config($1, $2, true)`, [`app.${name}`, value]);
    }
    const rows = await tx.query(`SELECT visibility FROM reflection_answers WHERE reflection_id = $1 ORDER BY 1`, [
      reflection.id,
    ]);
    return rows.map(({ visibility }: any) => visibility);
  });

beforeAll(async () => {
  service = await RunningAssessment.start();
  const morning = await breakfast(service, 4);
  ({ stage, sessionId } = morning);
  [dean, deputy, chair, head] = morning.pupils as [Pupil, Pupil, Pupil, Pupil];
  const plan = exercisePlan(sessionId, { A: [deputy, chair], B: [dean, head] });
  await service.do(stage.organizer, `cohorts/${stage.cohortId}/exercises`, plan);
  reflection = await service.do(stage.organizer, `cohorts/${stage.cohortId}/reflections`, {
    sessionId,
    prompt: { kk: 'Егер мен көшбасшы болсам…', ru: 'Если бы я был лидером…', en: 'If I were a leader…' },
  });
});

afterAll(async () => {
  await service?.stop();
});

describe('a reflection', () => {
  it('is answered once by each participant, and the receipt does not repeat the text', async () => {
    const taken = await answer(dean, 'private');

    expect(taken).toMatchObject({ status: 201, body: { reflectionId: reflection.id, visibility: 'private' } });
    expect(taken.body).not.toHaveProperty('text');
    expect((await answer(dean, 'shared')).body).toMatchObject({ status: 409, code: 'reflection-already-answered' });
    for (const [pupil, visibility] of [
      [deputy, 'group'],
      [chair, 'facilitator'],
      [head, 'shared'],
    ] as const) {
      expect((await answer(pupil, visibility)).status).toBe(201);
    }
  });

  it('tells of its answers without text and without names', async () => {
    const facts = await service.facts('assessment.reflection.answered.v1', reflection.id);

    expect(facts.map(({ data }) => data.visibility)).toEqual(['private', 'group', 'facilitator', 'shared']);
    const told = JSON.stringify(facts);
    for (const { personId, participantId } of [dean, deputy, chair, head]) {
      expect(told).not.toContain(personId);
      expect(told).not.toContain(participantId);
    }
    expect(told).not.toContain('Text');
  });

  it('shows each answer to whom its author lets read it', async () => {
    expect(await readBy(dean.personId)).toEqual(['private', 'shared']);
    expect(await readBy(deputy.personId)).toEqual(['group', 'shared']);
    expect(await readBy(chair.personId)).toEqual(['facilitator', 'group', 'shared']);
    expect(await readBy(head.personId)).toEqual(['shared']);
    expect(await readBy(stage.organizer)).toEqual(['facilitator', 'shared']);
  });

  it('shows nothing to the organizer’s other people, the ministry and auditors', async () => {
    for (const [scopeId, role] of [
      [stage.organizerId, 'coordinator'],
      [null, 'ministry-officer'],
      [null, 'auditor'],
      [null, 'platform-administrator'],
    ] as const) {
      const personId = uuid();
      await stage.grant(personId, scopeId, role);
      expect(await readBy(personId)).toEqual([]);
    }
  });

  it('keeps what is private from an organizer with every other right', async () => {
    await stage.grant(stage.organizer, null, 'auditor');

    expect(await readBy(stage.organizer)).toEqual(['facilitator', 'shared']);
  });

  it('is not seen from outside the cohort', async () => {
    const foreign = await breakfast(service, 1);

    for (const personId of [uuid(), foreign.stage.organizer, foreign.pupils[0]!.personId]) {
      for (const url of [`reflections/${reflection.id}`, `reflections/${reflection.id}/answers`]) {
        expect((await service.get(personId, url)).body.code).toBe('reflection-not-found');
      }
    }
  });

  it('counts answers of every visibility', async () => {
    const { body } = await service.get(stage.organizer, `cohorts/${stage.cohortId}/figures`);
    const [listed] = (await service.get(head.personId, `cohorts/${stage.cohortId}/reflections`)).body.data;

    expect(body.reflections).toBe(4);
    expect(listed).toMatchObject({ id: reflection.id, sessionId, answers: 4 });
  });
});

describe('the database', () => {
  const nobody = { scope: 'organizations', organizations: '{}', programs: '{}', person: '' };

  it('shows an answer by its visibility, whatever is asked', async () => {
    const organizer = { ...nobody, organizations: `{${stage.organizerId}}` };

    expect(await shownTo({ ...nobody, person: deputy.personId })).toEqual(['group', 'shared']);
    expect(await shownTo(organizer)).toEqual(['facilitator', 'shared']);
    expect(await shownTo({ ...nobody, scope: 'platform' })).toEqual(['facilitator', 'shared']);
    expect(await shownTo({ ...nobody, scope: 'service' })).toEqual(['facilitator', 'shared']);
    expect(await shownTo({})).toEqual([]);
  });

  it('lets nobody change an answer or write one for another', async () => {
    const change = service.database.dataSource.transaction(async (tx) => {
      await tx.query(`SELECT set_config('app.scope', 'service', true), set_config('app.person', $1, true)`, [
        head.personId,
      ]);
      const [, changed] = await tx.query(`UPDATE reflection_answers SET text = 'Other'`);
      await tx.query(
        `INSERT INTO reflection_answers (id, reflection_id, cohort_id, program_id, organizer_id, participant_id,
           person_id, visibility, text, answered_at)
         SELECT gen_random_uuid(), id, cohort_id, program_id, organizer_id, $1, $1, 'shared', 'Forged', now()
         FROM reflections WHERE id = $2`,
        [uuid(), reflection.id],
      );
      return changed;
    });

    await expect(change).rejects.toThrow('row-level security');
    const { rows } = await service.admin.query(`SELECT 1 FROM reflection_answers WHERE text IN ('Other', 'Forged')`);
    expect(rows).toEqual([]);
  });

  it('keeps no text of an answer beside it, under an Idempotency-Key neither', async () => {
    const later = await stage.pupil(stage.organizerId);
    await answer(later, 'private', { 'idempotency-key': 'private-once' });
    const again = await answer(later, 'private', { 'idempotency-key': 'private-once' });

    expect(again.status).toBe(201);
    for (const table of ['idempotency_keys', 'event_log', 'outbox', 'audit_log']) {
      const { rows } = await service.admin.query(`SELECT 1 FROM ${table} t WHERE t::text LIKE '%Text private%'`);
      expect(rows).toEqual([]);
    }
  });
});

describe('an answer is refused', () => {
  it('to the organizer and to who has left', async () => {
    const gone = await stage.pupil(stage.organizerId);
    service.tell(ParticipantWithdrawnV1, { cohortId: stage.cohortId }, { subject: gone.participantId, sequence: 2 });
    const url = `reflections/${reflection.id}/answers`;
    const said = { text: 'T', visibility: 'shared' };

    await waitFor(async () => {
      const { rows } = await service.admin.query('SELECT withdrawn_at FROM participants WHERE id = $1', [
        gone.participantId,
      ]);
      return rows[0].withdrawn_at;
    });
    for (const personId of [stage.organizer, gone.personId]) {
      expect((await service.post(personId, url, said)).body).toMatchObject({ status: 403, code: 'not-a-participant' });
    }
    expect(await readBy(gone.personId)).toEqual([]);
  });

  it('for a group where there is none', async () => {
    const alone = await stage.pupil(stage.organizerId);

    expect((await answer(alone, 'group')).body).toMatchObject({ status: 409, code: 'no-exercise-group' });
    expect((await answer(alone, 'public')).body.code).toBe('validation-failed');
    const empty = { text: ' ', visibility: 'shared' };
    expect((await service.post(alone.personId, `reflections/${reflection.id}/answers`, empty)).status).toBe(400);
  });

  it('and so is a reflection by anybody but the organizer', async () => {
    const url = `cohorts/${stage.cohortId}/reflections`;
    const prompt = { en: 'If I were a leader…' };

    expect((await service.post(dean.personId, url, { prompt })).body.code).toBe('right-missing');
    expect((await service.post(stage.organizer, url, { prompt: {} })).body.code).toBe('validation-failed');
    expect((await service.post(stage.organizer, url, { prompt, sessionId: uuid() })).status).toBe(503);
    expect((await service.post(stage.organizer, url, { prompt })).body).toMatchObject({ sessionId: null, answers: 0 });
  });
});
