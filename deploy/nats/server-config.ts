import type { Permissions } from './permissions.ts';

/** One account at the broker; without permissions it may do everything. */
export interface BrokerUser {
  user: string;
  password: string;
  permissions?: Permissions;
}

export interface ServerConfigOptions {
  /** -1 lets the server choose. */
  port: number;
  storeDir: string;
  users: BrokerUser[];
}

/** The text of the server's configuration file: JSON, which is a part of its language and needs no quoting of our own. */
export function serverConfig({ port, storeDir, users }: ServerConfigOptions): string {
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
    server_name: 'tulga',
    host: '127.0.0.1',
    port,
    jetstream: { store_dir: storeDir },
    max_payload: 1024 * 1024,
    // The services reconnect by themselves, so there is nobody to be gentle with when the server stops.
    lame_duck_duration: '30s',
    lame_duck_grace_period: '1s',
    authorization,
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}
