import { v7 as uuid } from 'uuid';
import { aPlace, now } from '../../test/builders.js';
import { OnlyTheConsultantReports } from './consultancy.errors.js';
import { Consultancy } from './consultancy.js';

const personId = uuid();
const aConsultancy = () => Consultancy.assign(uuid(), aPlace(), { personId, organizationId: uuid() }, now);
const said = { at: new Date('2025-05-14T10:00:00Z'), note: 'Mission and indicators' };

describe('a consultancy', () => {
  it('numbers its consultations', () => {
    const consultancy = aConsultancy();

    const log = [consultancy.record(personId, said, now), consultancy.record(personId, said, now)];

    expect(log.map(({ number }) => number)).toEqual([1, 2]);
    expect(log[0]).toMatchObject({ ...said, consultancyId: consultancy.id, recordedAt: now });
    expect(consultancy).toMatchObject({ consultations: 2, version: 3 });
  });

  it('is reported on by its consultant alone', () => {
    const consultancy = aConsultancy();

    expect(() => consultancy.record(uuid(), said, now)).toThrow(OnlyTheConsultantReports);
    expect(consultancy.consultations).toBe(0);
  });
});
