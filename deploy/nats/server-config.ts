import type { Permissions } from './permissions.ts';

/** One account at the broker; without permissions it may do everything. */
export interface BrokerUser {
  user: string;
  password: string;
  permissions?: Permissions;
}

/** One node of a cluster on this machine. */
export interface ClusterMember {
  /** What it is called among the others, for ever: copies of streams belong to names. */
  node: string;
  /** Where it listens for the others. */
  port: number;
  /** Where all of them do, itself included. */
  ports: number[];
  /** What they ask of one another. */
  password: string;
  /** Where the others are told that it listens, `<host>:<port>`; where it does unless said otherwise. */
  advertise?: string | undefined;
}

export interface ServerConfigOptions {
  /** -1 lets the server choose. */
  port: number;
  storeDir: string;
  users: BrokerUser[];
  /** Absent for a server that is alone. */
  cluster?: ClusterMember | undefined;
  /** What newer servers are to do that later ones will do anyway. */
  featureFlags?: Record<string, boolean> | undefined;
}

/** What the broker has acknowledged is on its disk: its own default is two minutes. */
export const syncInterval = 'always';

/** The text of the server's configuration file: JSON, which is a part of its language and needs no quoting of our own. */
export function serverConfig({ port, storeDir, users, cluster, featureFlags }: ServerConfigOptions): string {
  const authorization = {
    // The default of two seconds is too short for a client that starts beside a dozen others on a small machine.
    timeout: 30,
    users: users.map(({ user, password, permissions }) => ({
      user,
      password,
      ...(permissions && { permissions: { publish: permissions.publish, subscribe: permissions.subscribe } }),
    })),
  };
  const config = {
    server_name: cluster?.node ?? 'tulga',
    host: '127.0.0.1',
    port,
    jetstream: { store_dir: storeDir, sync_interval: syncInterval },
    ...(cluster && { cluster: clusterBlock(cluster) }),
    ...(featureFlags && { feature_flags: featureFlags }),
    max_payload: 1024 * 1024,
    // The services reconnect by themselves, so there is nobody to be gentle with when the server stops.
    lame_duck_duration: '30s',
    lame_duck_grace_period: '1s',
    authorization,
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

function clusterBlock({ port, ports, password, advertise }: ClusterMember): object {
  const user = 'routes';
  return {
    name: 'tulga',
    host: '127.0.0.1',
    port,
    ...(advertise && { advertise }),
    authorization: { user, password, timeout: 30 },
    // Its own is among them, since a new cluster expects as many nodes as there are routes: with one less it may settle for two.
    routes: ports.map((other) => `nats://${user}:${password}@127.0.0.1:${other}`),
  };
}
