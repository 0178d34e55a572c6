/** What the servers of one test run tell its specs, handed to the workers through the environment. */
export interface TestRun {
  /** Folder of this run; everything in it goes when the run ends. */
  directory: string;
  /** Administrator's address at the run's PostgreSQL. */
  postgresUrl: string;
  /** The nats-server program that brokers are started from. */
  natsBinary: string;
  /** TULGA_FULL=1: what a normal run tries a few times, it tries as often as it takes. */
  isFull: boolean;
}

const variable = 'TULGA_TEST_RUN';

export function announceTestRun(run: Omit<TestRun, 'isFull'>): void {
  process.env[variable] = JSON.stringify({ ...run, isFull: process.env.TULGA_FULL === '1' });
}

/** The current run. Only inside specs that jest started with this repository's configuration. */
export function testRun(): TestRun {
  const text = process.env[variable];
  if (!text)
    throw new Error('The test servers are not there: run specs with "npx jest" from the root of the repository');
  return JSON.parse(text) as TestRun;
}
