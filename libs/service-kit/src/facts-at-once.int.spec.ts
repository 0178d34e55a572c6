import { randomUUID } from 'node:crypto';
import { CohortConcludedV1, newEvent } from '@app/contracts';
import { type MessagingOptions, Outbox } from '@app/messaging';
import { sampleOf, TempDatabase } from '@app/testing';
import { libraryService } from '../test/library.service.js';
import { Clock, serviceDataSource, UnitOfWork } from './index.js';

let database: TempDatabase;

beforeAll(async () => {
  database = await TempDatabase.create(serviceDataSource(libraryService));
});

afterAll(() => database?.drop());

it('transactions that record facts of one aggregate at the same time are run again, and none of them is lost', async () => {
  const work = new UnitOfWork(database.dataSource, new Clock());
  const outbox = new Outbox({ service: 'programs' } as MessagingOptions, new Clock(), database.dataSource);
  outbox.onModuleInit();
  const [id, organizationId, { data }] = [randomUUID(), randomUUID(), sampleOf(CohortConcludedV1)];
  const record = () =>
    work.run({ kind: 'service', name: 'library' }, (tx) =>
      outbox.add(tx, newEvent(CohortConcludedV1, { id, organizationId }, data)),
    );

  // First statements are sent otherwise than later ones.
  for (let round = 1; round <= 3; round++) await Promise.all([record(), record(), record()]);

  const sql = 'SELECT sequence::int FROM event_log WHERE aggregate_id = $1 ORDER BY sequence';
  const sequences = (await database.dataSource.query(sql, [id])).map((row: { sequence: number }) => row.sequence);
  expect(sequences).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});
