import { v7 as uuid } from 'uuid';
import { ReflectionAnsweredV1 } from '@app/contracts';
import { aPlace, now } from '../../test/builders.js';
import { VISIBILITIES } from './reflection-answer.js';
import { NoExerciseGroup } from './reflection.errors.js';
import { Reflection } from './reflection.js';

const aReflection = () => Reflection.ask(uuid(), aPlace(), uuid(), { en: 'If I were a leader…' }, now);
const who = { participantId: uuid(), personId: uuid(), groupId: uuid() };

describe('an answer to a reflection', () => {
  it.each(VISIBILITIES)('that is %s is counted, and its fact says neither what nor who', (visibility) => {
    const reflection = aReflection();

    const { answer, reflectionAnswered } = reflection.answer(uuid(), who, { text: 'Less fear', visibility }, now);

    expect(reflection).toMatchObject({ answers: 1, version: 2 });
    expect(answer).toMatchObject({ visibility, text: 'Less fear', personId: who.personId });
    expect(reflectionAnswered.contract).toBe(ReflectionAnsweredV1);
    expect(reflectionAnswered.data).toEqual({
      ...{ cohortId: reflection.cohortId, visibility, answeredAt: now.toISOString() },
    });
  });

  it('keeps the group of the moment only where it is for the group', () => {
    const groups = VISIBILITIES.map(
      (visibility) => aReflection().answer(uuid(), who, { text: 'T', visibility }, now).answer.groupId,
    );

    expect(groups).toEqual([null, null, who.groupId, null]);
  });

  it('is for no group where there is none', () => {
    const reflection = aReflection();
    const alone = { ...who, groupId: null };

    expect(() => reflection.answer(uuid(), alone, { text: 'T', visibility: 'group' }, now)).toThrow(NoExerciseGroup);
    expect(reflection.answers).toBe(0);
  });
});
