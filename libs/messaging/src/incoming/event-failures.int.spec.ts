import { TempDatabase } from '@app/testing';
import { v7 as uuidv7 } from 'uuid';
import { OrderPlacedV1 } from '../../test/shop.js';
import { eventOf } from '../../test/world.js';
import { messagingMigrations } from '../index.js';
import type { MessagingOptions, TransactionRunner } from '../ports.js';
import { EventFailures } from './event-failures.js';
import type { IncomingEvent } from './incoming-event.js';

const ATTEMPTS = 2;

let database: TempDatabase;
let isAway = false;

beforeAll(async () => {
  database = await TempDatabase.create({ service: 'store', migrations: messagingMigrations });
});

afterAll(() => database?.drop());

describe('an attempt that is counted before it is made', () => {
  it('is counted later when the database was away', async () => {
    const incoming = anOrder();
    const failures = aProcess();

    isAway = true;
    await expect(failures.foresee(incoming)).rejects.toThrow('away');
    isAway = false;

    expect(await failures.foresee(incoming)).toBe(false);
    expect(await attemptsOf(incoming)).toBe(1);
  });

  it('is counted once by a process, and the event is given up when so many processes have met it', async () => {
    const incoming = anOrder();

    for (let count = 0; count < ATTEMPTS; count++) {
      const failures = aProcess();
      expect(await failures.foresee(incoming)).toBe(false);
      expect(await failures.foresee(incoming)).toBe(false);
      expect(await attemptsOf(incoming)).toBe(count + 1);
    }

    expect(await aProcess().foresee(incoming)).toBe(true);
  });
});

/** What a process has foreseen it remembers only as long as it lives. */
function aProcess(): EventFailures {
  const run: TransactionRunner['run'] = (work) =>
    isAway ? Promise.reject(new Error('The database is away')) : database.dataSource.transaction(work);
  return new EventFailures({ run }, { retry: { attempts: ATTEMPTS } } as MessagingOptions);
}

function anOrder(): IncomingEvent {
  return { kind: 'fact', aggregate: 'shop.order', event: eventOf(OrderPlacedV1, uuidv7(), 1) };
}

async function attemptsOf({ event }: IncomingEvent): Promise<number> {
  const sql = 'SELECT attempts FROM positions WHERE aggregate_id = $1';
  return (await database.dataSource.query(sql, [event.subject]))[0].attempts;
}
