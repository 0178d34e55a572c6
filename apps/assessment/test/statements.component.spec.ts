import { DataSource, type Logger, type QueryRunner } from 'typeorm';
import { RunningAssessment } from './assessment.running.js';
import { CohortStage, pointsOf } from './cohort.running.js';

/** Counts the statements of each transaction, by the query runner that it runs on. */
class Counter implements Logger {
  private readonly open = new Map<QueryRunner, string[]>();
  readonly transactions: string[][] = [];

  logQuery(query: string, _parameters?: unknown[], runner?: QueryRunner): void {
    if (!runner) return;
    if (query.startsWith('START TRANSACTION')) this.open.set(runner, []);
    this.open.get(runner)?.push(query);
    if (query !== 'COMMIT') return;
    this.transactions.push(this.open.get(runner) ?? []);
    this.open.delete(runner);
  }

  logQueryError(): void {}
  logQuerySlow(): void {}
  logSchemaBuild(): void {}
  logMigration(): void {}
  log(): void {}
}

let service: RunningAssessment;
let stage: CohortStage;

beforeAll(async () => {
  service = await RunningAssessment.start();
  stage = await CohortStage.set(service);
});

afterAll(async () => {
  await service?.stop();
});

/** The statements of the one transaction of `act` that writes to `table`. */
async function statementsOf(table: string, act: () => Promise<unknown>): Promise<string[]> {
  const dataSource = service.app.get(DataSource);
  const [counter, before] = [new Counter(), dataSource.logger];
  dataSource.logger = counter;
  try {
    await act();
  } finally {
    dataSource.logger = before;
  }
  return counter.transactions.find((queries) => queries.some((query) => query.includes(`INTO "${table}"`))) ?? [];
}

describe('with both ends of the transaction, scope, audit and outbox', () => {
  it('a version takes ten statements, a sheet and a decision eleven', async () => {
    const pupil = await stage.pupil();
    const draft = await stage.draft(pupil);
    const version = await statementsOf('project_versions', () =>
      service.do(pupil.personId, `projects/${draft}/versions`, { summary: 'What and why' }),
    );
    await service.do(stage.organizer, `panels/${stage.panelId}/projects`, { projectIds: [draft] });
    await service.do(stage.organizer, `panels/${stage.panelId}/scoring`);
    const sheet = await statementsOf('score_sheets', () =>
      service.do(stage.chair, `projects/${draft}/score-sheets`, { scores: pointsOf(8), submit: true }),
    );
    for (const personId of stage.members) await stage.score(personId, draft, 8);
    const decision = await statementsOf('decisions', () =>
      service.do(stage.chair, `projects/${draft}/decision`, { outcome: 'passed', protocolNumber: 'P-1' }),
    );

    const counts = { version: version.length, sheet: sheet.length, decision: decision.length };
    expect(counts).toEqual({ version: 10, sheet: 11, decision: 11 });
  });
});
