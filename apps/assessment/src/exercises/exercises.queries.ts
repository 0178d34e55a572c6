import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { UnitOfWork, type Actor } from '@app/service-kit';
import { personNames } from '../replicas/names.js';
import { ExerciseGroup } from './exercise-group.js';
import { ExerciseNotFound } from './exercise.errors.js';
import { Exercise } from './exercise.js';
import { ExerciseView, type ExerciseList } from './exercises.views.js';

/** Reads of exercises: the organizer and everybody who takes part in the cohort see what the groups present. */
@Injectable()
export class ExercisesQueries {
  constructor(private readonly work: UnitOfWork) {}

  async get(actor: Actor, id: string): Promise<ExerciseView> {
    return this.work.read(actor, async (tx) => {
      const exercise = await tx.findOneBy(Exercise, { id });
      if (!exercise) throw new ExerciseNotFound(id);
      const [view] = await exerciseViews(tx, [exercise]);
      return view!;
    });
  }

  /** In the order they were set: a cohort has a few dozen. */
  async list(actor: Actor, cohortId: string): Promise<ExerciseList> {
    return this.work.read(actor, async (tx) => {
      const exercises = await tx.find(Exercise, { where: { cohortId }, order: { id: 'ASC' } });
      return { data: await exerciseViews(tx, exercises) };
    });
  }
}

async function exerciseViews(tx: EntityManager, exercises: readonly Exercise[]): Promise<ExerciseView[]> {
  const groups = await tx.find(ExerciseGroup, {
    where: { exerciseId: In(exercises.map(({ id }) => id)) },
    order: { number: 'ASC' },
  });
  const names = await personNames(
    tx,
    groups.flatMap(({ memberIds }) => memberIds),
  );
  return exercises.map((exercise) => ExerciseView.of(exercise, groups, names));
}
