import { Explained } from './outcome.ts';

/** What could not be done for a service, and why. */
export interface Failure {
  service: string;
  reason: string;
}

/** One service for which it fails does not keep the others from being done. */
export async function each<T>(
  items: readonly T[],
  serviceOf: (item: T) => string,
  work: (item: T) => Promise<void>,
): Promise<Failure[]> {
  const failures: Failure[] = [];
  for (const item of items) {
    await work(item).catch((error: Error) => failures.push({ service: serviceOf(item), reason: error.message }));
  }
  return failures;
}

/** The same for what is asked of services. When not one of them answers, the command has failed. */
export async function askEach(services: string[], ask: (service: string) => Promise<void>): Promise<Failure[]> {
  const failures = await each(services, (service) => service, ask);
  if (failures.length > 0 && failures.length === services.length) {
    throw new Explained([...new Set(failures.map(({ reason }) => reason))].join('\n'));
  }
  return failures.map(({ service, reason }) => ({ service, reason: reason.replace(`${service} `, '') }));
}

/** The failures, then what is there nevertheless. */
export function withFailures(failures: readonly Failure[], text: string): string {
  const lines = failures.map(({ service, reason }) => `✗ ${service}: ${reason}`).join('\n');
  return [lines, text].filter((part) => part !== '').join('\n\n');
}

/** As an entry among those of the services that answered. */
export function asEntry({ service, reason }: Failure): { service: string; error: string } {
  return { service, error: reason };
}
