import { CeremonyHeldV1 } from '@app/contracts';
import { v7 as uuid } from 'uuid';
import { aCohort } from '../../test/builders.js';
import { CeremonyAlreadyHeld, CeremonyNotBegun, ContributorUnclear, PresenterUnclear } from './ceremony.errors.js';
import { Ceremony } from './ceremony.js';
import { Contribution } from './contribution.js';

const cohort = aCohort({ status: 'running' });
const plan = { title: { en: 'Closing ceremony' }, startsAt: '2025-09-20T10:00:00Z', venue: null, presenters: [] };
const evening = new Date('2025-09-20T12:00:00Z');

describe('Ceremony', () => {
  it('names all whom the organizer thanks', () => {
    const [mentor, partner] = [uuid(), uuid()];
    const thanked = [
      Contribution.record(uuid(), cohort, { role: 'mentor', personId: mentor }),
      Contribution.record(uuid(), cohort, { role: 'partner', organizationId: partner }),
    ];

    const fact = Ceremony.plan(uuid(), cohort, plan).hold(thanked, evening);

    expect(fact.contract).toBe(CeremonyHeldV1);
    expect(fact.data.honorees).toEqual([
      { contributionId: thanked[0].id, holder: { kind: 'person', id: mentor }, role: 'mentor' },
      { contributionId: thanked[1].id, holder: { kind: 'organization', id: partner }, role: 'partner' },
    ]);
  });

  it('is held once, and not before it begins', () => {
    const ceremony = Ceremony.plan(uuid(), cohort, plan);

    expect(() => ceremony.hold([], new Date('2025-09-20T09:59:59Z'))).toThrow(CeremonyNotBegun);
    ceremony.hold([], evening);
    expect(() => ceremony.hold([], evening)).toThrow(CeremonyAlreadyHeld);
  });

  it('names its presenters by id or by name', () => {
    const office = { en: 'Minister of education' };
    const planned = (presenter: object) => () =>
      Ceremony.plan(uuid(), cohort, { ...plan, presenters: [{ office, ...presenter }] });

    expect(planned({ name: 'Guests' })).not.toThrow();
    expect(planned({ personId: uuid() })).not.toThrow();
    expect(planned({})).toThrow(PresenterUnclear);
    expect(planned({ personId: uuid(), name: 'Minister' })).toThrow(PresenterUnclear);
  });
});

describe('Contribution', () => {
  it('is that of a person or of an organization', () => {
    const both = { role: 'partner', personId: uuid(), organizationId: uuid() } as const;

    expect(() => Contribution.record(uuid(), cohort, both)).toThrow(ContributorUnclear);
    expect(() => Contribution.record(uuid(), cohort, { role: 'mentor' })).toThrow(ContributorUnclear);
  });
});
