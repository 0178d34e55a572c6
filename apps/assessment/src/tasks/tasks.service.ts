import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Access, UnitOfWork, type Actor } from '@app/service-kit';
import { requireCohort } from '../replicas/cohorts.js';
import { TaskNotFound } from './task.errors.js';
import { Task } from './task.js';
import { TaskView, type TaskDto } from './tasks.dto.js';

/** What the organizer asks the participants of a cohort for. */
@Injectable()
export class TasksService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly access: Access,
  ) {}

  /** Sets a task. */
  async set(actor: Actor, cohortId: string, { kind, title, dueAt, lateAllowed }: TaskDto): Promise<TaskView> {
    return this.work.run(actor, async (tx) => {
      const cohort = await requireCohort(tx, cohortId);
      const { programId, organizerId: organizationId } = cohort;
      this.access.require(actor, 'program-organizer', { organizationId, programId });

      const task = Object.assign(new Task(), cohort.place(), {
        id: uuid(),
        kind,
        title,
        dueAt: new Date(dueAt),
        lateAllowed: lateAllowed ?? false,
        version: 1,
      });

      await tx.insert(Task, task);
      return TaskView.of(task);
    });
  }

  async get(actor: Actor, id: string): Promise<TaskView> {
    const task = await this.work.read(actor, (tx) => tx.findOneBy(Task, { id }));
    if (!task) throw new TaskNotFound(id);
    return TaskView.of(task);
  }

  /** All of them, in the order they were set: a cohort has a handful. */
  async list(actor: Actor, cohortId: string): Promise<TaskView[]> {
    const tasks = await this.work.read(actor, (tx) => tx.find(Task, { where: { cohortId }, order: { id: 'ASC' } }));
    return tasks.map(TaskView.of);
  }
}
