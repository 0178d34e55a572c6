import type { Platform } from '../../../deploy/local/platform.ts';
import { collectDocuments } from './collect-documents.ts';
import { collectReplicas } from './collect-replicas.ts';
import { collectServices, rowCounts } from './collect-services.ts';
import { Databases } from './databases.ts';
import type { Facts } from './facts.ts';

/** What was asked of the platform, and what it had before. */
export type Asked = Pick<Facts, 'operations' | 'programs' | 'before'>;

/** Reads how many rows there are before anything is asked. */
export async function countRows(platform: Platform): Promise<Map<string, number>> {
  const databases = await Databases.open(platform);
  try {
    return rowCounts(await collectServices(databases));
  } finally {
    await databases.close();
  }
}

/** Puts together what was asked and what the platform has. */
export async function collectFacts(platform: Platform, asked: Asked): Promise<Facts> {
  const databases = await Databases.open(platform);
  try {
    return {
      ...asked,
      services: await collectServices(databases),
      replicas: await collectReplicas(databases),
      documents: await collectDocuments(databases, platform.gatewayUrl),
    };
  } finally {
    await databases.close();
  }
}
