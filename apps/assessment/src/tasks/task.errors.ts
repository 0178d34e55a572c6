import { DomainError } from '@app/contracts';

/** No task with this id is visible to the caller. */
export class TaskNotFound extends DomainError {
  readonly code = 'task-not-found';
  readonly kind = 'not-found';

  constructor(readonly taskId: string) {
    super(`No task ${taskId}`);
  }
}
