import { DomainError } from '@app/contracts';
import { assessmentProblems } from './assessment.problems.js';
import * as conflicts from './conflicts/conflict.errors.js';
import * as consultancies from './consultancies/consultancy.errors.js';
import * as decisions from './decisions/decision.errors.js';
import * as exercises from './exercises/exercise.errors.js';
import * as panels from './panels/panel.errors.js';
import * as projects from './projects/project.errors.js';
import * as protocols from './protocols/protocol.errors.js';
import * as reflections from './reflections/reflection.errors.js';
import * as sessions from './replicas/session.errors.js';
import * as rubrics from './rubrics/rubric.errors.js';
import * as sheets from './scoring/score-sheet.errors.js';
import * as tasks from './tasks/task.errors.js';

type ErrorClass = new (...args: any[]) => DomainError;

const classes = [
  conflicts,
  consultancies,
  decisions,
  exercises,
  panels,
  projects,
  protocols,
  reflections,
  rubrics,
  sessions,
  sheets,
  tasks,
].flatMap((module) => Object.values(module as unknown as Record<string, ErrorClass>));
const anything = new Date(0);
const codes = classes.map((Class) => new Class(anything, anything).code).sort();

describe('the problems of this service', () => {
  it('are all told in Kazakh, Russian and English', () => {
    expect(Object.keys(assessmentProblems).sort()).toEqual(codes);
    for (const text of Object.values(assessmentProblems)) {
      expect(Object.values(text).filter((words) => words.trim() !== '')).toHaveLength(3);
    }
  });
});
