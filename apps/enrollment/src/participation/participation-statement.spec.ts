import { v7 as uuid } from 'uuid';
import { ParticipationStatedV1 } from '@app/contracts';
import { aCohort, now } from '../../test/builders.js';
import { ParticipationStatement, type Attended } from './participation-statement.js';

const attended: Attended = {
  ...{ participantId: uuid(), personId: uuid(), organizationId: uuid() },
  ...{ attendedSessions: 11, countedSessions: 14, minutes: 990 },
};
const state = (overrides: Partial<Attended> = {}) =>
  ParticipationStatement.of(uuid(), aCohort(), { ...attended, ...overrides }, '2026-03-01', now);

describe('ParticipationStatement', () => {
  it('says what was attended, as a fact about the participant', () => {
    const { statement, fact } = state();

    expect(fact).toMatchObject({
      ...{ contract: ParticipationStatedV1, aggregateId: attended.participantId },
      organizationId: attended.organizationId,
      data: { homeOrganizationId: attended.organizationId, attendedSessions: 11, countedSessions: 14, minutes: 990 },
    });
    expect(statement).toMatchObject({ statedOn: '2026-03-01', statedAt: now, attendedSessions: 11 });
  });

  it('says nothing of hours where they are not known', () => {
    expect(state({ minutes: null }).fact.data).not.toHaveProperty('minutes');
  });
});
