import type { World } from './world.js';

/** The session of the shop's database that holds the relay's lock, and the process whose session it is. */
export interface RelayHolder {
  backend: number;
  pid: number;
}

const SQL = `
  SELECT activity.pid AS backend, substring(application_name FROM 'shop-(\\d+)')::int AS pid
  FROM pg_locks JOIN pg_stat_activity activity USING (pid)
  WHERE locktype = 'advisory' AND granted AND classid = x'7475'::int AND datname = current_database()`;

/** Which process of the shop publishes now. */
export async function relayHolder(world: World): Promise<RelayHolder | undefined> {
  const rows = await world.shopData.dataSource.query<RelayHolder[]>(SQL);
  return rows[0];
}
