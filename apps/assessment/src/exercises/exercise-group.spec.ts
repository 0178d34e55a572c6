import { v7 as uuid } from 'uuid';
import { ExerciseAnsweredV1 } from '@app/contracts';
import { aPlace, now } from '../../test/builders.js';
import { ExerciseGroup } from './exercise-group.js';
import {
  ExerciseAlreadyAnswered,
  LeaderAlreadyElected,
  LeaderNotElected,
  LeaderNotOfTheGroup,
  NotInTheGroup,
  OnlyTheLeaderAnswers,
} from './exercise.errors.js';
import { Exercise } from './exercise.js';

const members = [1, 2, 3].map(() => ({ participantId: uuid(), personId: uuid() }));
const [first, second] = members as [(typeof members)[0], (typeof members)[0]];

function aGroup(): ExerciseGroup {
  const text = { title: { en: 'Choosing a Leader' }, tasks: [] };
  return ExerciseGroup.form(uuid(), Exercise.set(uuid(), aPlace(), uuid(), text, now), 1, 'Сенім', members);
}

describe('a group without a leader', () => {
  it('elects one of its members, by the word of any of them', () => {
    const group = aGroup();

    group.elect(second.participantId, first.personId, now);

    expect(group).toMatchObject({ leaderId: second.participantId, electedAt: now, version: 2 });
  });

  it('is led by nobody from outside, and not by the word of an outsider', () => {
    const group = aGroup();

    expect(() => group.elect(uuid(), first.personId, now)).toThrow(LeaderNotOfTheGroup);
    expect(() => group.elect(first.participantId, uuid(), now)).toThrow(NotInTheGroup);
    expect(group.leaderId).toBeNull();
  });

  it('has nobody to answer', () => {
    expect(() => aGroup().present('T', first.personId, now)).toThrow(LeaderNotElected);
  });
});

describe('a group with a leader', () => {
  it('keeps the one it elected', () => {
    const group = aGroup();
    group.elect(first.participantId, first.personId, now);

    expect(() => group.elect(second.participantId, second.personId, now)).toThrow(LeaderAlreadyElected);
  });

  it('answers through the leader, once, and the fact carries no text', () => {
    const group = aGroup();
    group.elect(first.participantId, second.personId, now);

    expect(() => group.present('T', second.personId, now)).toThrow(OnlyTheLeaderAnswers);
    const fact = group.present('Trust', first.personId, now);

    expect(group).toMatchObject({ answer: 'Trust', answeredAt: now });
    expect(fact).toMatchObject({ contract: ExerciseAnsweredV1, aggregateId: group.exerciseId });
    expect(JSON.stringify(fact.data)).not.toContain('Trust');
    expect(() => group.present('T', first.personId, now)).toThrow(ExerciseAlreadyAnswered);
  });
});
