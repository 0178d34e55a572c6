import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AcknowledgmentIssuedV1, CertificateIssuedV1, CertificateRevokedV1 } from '@app/contracts';
import { serviceDataSource } from '@app/service-kit';
import { manifestOf, sampleOf, TempBroker, TempDatabase } from '@app/testing';
import { jetstream } from '@nats-io/jetstream';
import pg from 'pg';
import { certificationService } from '../../apps/certification/src/certification.service-options.js';
import { allocate } from '../../apps/certification/src/registry/number-allocation.js';

type NumberedFact = typeof CertificateIssuedV1 | typeof AcknowledgmentIssuedV1 | typeof CertificateRevokedV1;

const organizationId = randomUUID();

let broker: TempBroker;
let database: TempDatabase;
let admin: pg.Client;

beforeEach(async () => {
  [broker, database] = await Promise.all([
    TempBroker.create([manifestOf('certification')]),
    TempDatabase.create(serviceDataSource(certificationService)),
  ]);
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
});

afterEach(async () => {
  await admin.end();
  await Promise.all([broker.stop(), database.drop()]);
});

/** As an operator does: what is printed goes to the restored database. */
async function keepNumbers(): Promise<void> {
  const path = join(import.meta.dirname, 'numbers-given-out.ts');
  const env = { PATH: process.env.PATH, NATS_URL: broker.url, NATS_PASSWORD: 'admin' };
  const { stdout } = await promisify(execFile)(process.execPath, [path], { env });
  await admin.query(stdout);
}

/** Facts of certification that are about the document with this number. */
async function publish(...facts: [NumberedFact, string][]): Promise<void> {
  const connection = await broker.connectAs('admin');
  for (const [contract, registrationNumber] of facts) {
    const event = sampleOf<NumberedFact>(contract, { registrationNumber });
    await jetstream(connection).publish(contract.subject, JSON.stringify(event));
  }
  await connection.close();
}

const next = (prefix: string, year: number) =>
  database.dataSource.transaction(async (tx) => {
    await tx.query(`SELECT set_config('app.scope', 'service', true)`);
    return allocate(tx, organizationId, prefix, year);
  });

describe('a registry that goes on from a backup', () => {
  it('gives out no number that the stream knows, and no bit of a list that was in use', async () => {
    const before = await next('NUGSE', 2026);
    await publish(
      [CertificateIssuedV1, 'NUGSE-2026-000041'],
      [CertificateIssuedV1, 'NUGSE-2026-000017'],
      [AcknowledgmentIssuedV1, 'NUGSE-2027-000002'],
      [CertificateRevokedV1, 'TLG-2026-999998'],
    );

    await keepNumbers();

    const after = await next('NUGSE', 2026);
    expect(after.registrationNumber).toBe('NUGSE-2026-000042');
    expect(after.statusListId).not.toBe(before.statusListId);
    expect((await next('NUGSE', 2027)).registrationNumber).toBe('NUGSE-2027-000003');
    expect((await next('TLG', 2026)).registrationNumber).toBe('TLG-2026-999999');
  });

  it('keeps its own numbers when they are further than the stream', async () => {
    for (let count = 0; count < 3; count++) await next('NUGSE', 2026);
    await publish([CertificateIssuedV1, 'NUGSE-2026-000002']);

    await keepNumbers();

    expect((await next('NUGSE', 2026)).registrationNumber).toBe('NUGSE-2026-000004');
  });

  it('begins other lists also when the stream knows nothing', async () => {
    const before = await next('NUGSE', 2026);

    await keepNumbers();

    const after = await next('NUGSE', 2026);
    expect(after.registrationNumber).toBe('NUGSE-2026-000002');
    expect(after.statusListId).not.toBe(before.statusListId);
  });
});
