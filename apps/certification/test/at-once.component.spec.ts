import { v7 as uuid } from 'uuid';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { waitFor } from '@app/testing';
import { aPolicy } from './builders.js';
import { RunningCertification } from './running-certification.js';
import { Scene } from './scene.js';

const COUNT = 40;

let service: RunningCertification;
let replica: NestFastifyApplication;

beforeAll(async () => {
  service = await RunningCertification.start();
  replica = await service.replica();
}, 60_000);

afterAll(async () => {
  await replica?.close();
  await service?.stop();
});

describe('Many documents at once, in two processes', () => {
  it('are each issued once, numbered without a gap, with a status bit of their own', async () => {
    const scene = await Scene.of(service, [aPolicy({ statesResults: true, numberPrefix: 'BURST' })]);
    const people = [];
    for (let count = 0; count < COUNT; count++) people.push(await scene.enroll());

    await Promise.all(
      people.map(async (who) => {
        const [projectId, correlationid] = [uuid(), uuid()];
        const [first, second] =
          Math.random() < 0.5 ? (['evaluate', 'complete'] as const) : (['complete', 'evaluate'] as const);
        await scene[first](who, projectId, correlationid);
        await scene[second](who, projectId, correlationid);
      }),
    );
    const issued = `SELECT registration_number AS number, status_index AS bit, holder_id AS holder FROM certificates
      WHERE cohort_id = $1 AND status = 'issued' ORDER BY number`;
    const rows = await waitFor(
      async () => {
        const found = await service.rows(issued, [scene.cohortId]);
        return found.length >= COUNT ? found : null;
      },
      { timeoutMs: 60_000 },
    );

    const year = new Date().getFullYear();
    expect(rows.map(({ number }) => number)).toEqual(
      people.map((_, at) => `BURST-${year}-${String(at + 1).padStart(6, '0')}`),
    );
    expect(new Set(rows.map(({ bit }) => bit)).size).toBe(COUNT);
    expect(new Set(rows.map(({ holder }) => holder)).size).toBe(COUNT);
    await service.settled();
    await waitFor(() => service.facts.length >= COUNT);
    expect(new Set(service.facts.map(({ subject }) => subject)).size).toBe(service.facts.length);
    const { body } = await service.get(`/v1/cohorts/${scene.cohortId}/figures`, await scene.officer());
    expect(body).toMatchObject({ certificates: COUNT, pending: 0, liveDoubles: 0 });
  }, 120_000);

  it('are revoked once each, and all bits are set, when two people revoke at the same time', async () => {
    const officer = await service.rows('SELECT person_id AS id FROM access_grants LIMIT 1');
    const headers = await service.headersOf(officer[0].id);
    const { body } = await service.get('/v1/certificates?limit=5', headers);
    const ids = body.data.map(({ id }: { id: string }) => id) as string[];
    const revoke = (id: string) => service.post(`/v1/certificates/${id}/revocation`, { reason: 'misconduct' }, headers);

    const answers = await Promise.all([...ids, ...ids].map(revoke));

    for (const expected of [200, 409]) {
      expect(answers.filter(({ status }) => status === expected)).toHaveLength(ids.length);
    }
    const unpublished = `SELECT FROM certificates WHERE status = 'revoked' AND revocation_published_at IS NULL`;
    await waitFor(async () => (await service.rows(unpublished)).length === 0);
    for (const { number } of body.data) {
      const view = (await service.get(`/verify/${number}`, { accept: 'application/json' })).body;
      expect(view).toMatchObject({ status: 'revoked', signature: 'valid' });
    }
  });
});
