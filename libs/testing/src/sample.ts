import type { Contract, DataOf, EventEnvelope } from '@app/contracts';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuid } from 'uuid';

const contractsDir = join(import.meta.dirname, '../../contracts/src');

/**
 * A complete event of this kind from the producer's frozen sample, so that consumer and producer cannot drift apart.
 * `data` replaces fields of the sample, `envelope` fields around it; ids in the envelope are new at each call.
 */
export function sampleOf<C extends Contract>(
  contract: C,
  data: Partial<DataOf<C>> = {},
  envelope: Partial<Omit<EventEnvelope, 'data'>> = {},
): EventEnvelope<DataOf<C>> {
  const now = new Date().toISOString();
  return {
    specversion: '1.0',
    id: uuid(),
    source: `/services/${contract.service}`,
    type: contract.type,
    subject: uuid(),
    time: now,
    datacontenttype: 'application/json',
    sequence: 1,
    epoch: 1,
    organizationid: uuid(),
    correlationid: uuid(),
    traceparent: `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`,
    recordedtime: now,
    ...envelope,
    data: { ...samplesOf(contract)[0]!, ...data } as DataOf<C>,
  };
}

/** All frozen samples of a contract's data. */
export function samplesOf<C extends Contract>(contract: C): DataOf<C>[] {
  const [service, ...rest] = contract.name.split('.');
  const version = rest.pop();
  // `assessment.project.evaluated.v1` lies in project-evaluated.v1.json, or in evaluated.v1.json where that says enough.
  const names = [rest.join('-'), rest.at(-1)].map((name) => join(contractsDir, service!, `${name}.${version}.json`));
  const path = names.find((name) => existsSync(name));
  if (!path) throw new Error(`${contract.name} has no frozen samples: ${names[0]} is missing`);
  return JSON.parse(readFileSync(path, 'utf8')) as DataOf<C>[];
}
