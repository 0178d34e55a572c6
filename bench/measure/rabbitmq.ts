import { spawn, spawnSync } from 'node:child_process';
import { existsSync, globSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeOpenDir } from '../../deploy/local/paths.ts';
import { endProcess, freePort } from '../../deploy/local/processes.ts';
import { benchDir } from './servers.ts';
import { waitUntil } from './wait.ts';

const bin = '/usr/lib/rabbitmq/bin';
const START_MS = 40_000;

export interface Rabbitmq {
  url: string;
  stop(): Promise<void>;
}

/** An empty RabbitMQ of its own, as Debian packs it; throws where there is none. */
export async function startRabbitmq(): Promise<Rabbitmq> {
  if (!existsSync(join(bin, 'rabbitmq-server'))) throw new Error('rabbitmq-server is not installed');
  const dir = join(benchDir, 'rabbitmq');
  rmSync(dir, { recursive: true, force: true });
  makeOpenDir(dir);
  const [port, distributionPort, mapperPort] = [await freePort(), await freePort(), await freePort()];
  const env = {
    ...process.env,
    HOME: dir,
    RABBITMQ_NODENAME: `bench${port}@localhost`,
    RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
    RABBITMQ_NODE_PORT: String(port),
    RABBITMQ_DIST_PORT: String(distributionPort),
    RABBITMQ_MNESIA_BASE: dir,
    RABBITMQ_LOG_BASE: dir,
    RABBITMQ_ENABLED_PLUGINS_FILE: join(dir, 'plugins'),
    // Erlang starts a port mapper that stays; with a port of its own it can be ended with the node.
    ERL_EPMD_PORT: String(mapperPort),
  };
  const log = openSync(join(dir, 'server.log'), 'a');
  const server = spawn(join(bin, 'rabbitmq-server'), [], { env, cwd: dir, stdio: ['ignore', log, log] });
  const stop = async (): Promise<void> => {
    spawnSync(join(bin, 'rabbitmqctl'), ['shutdown'], { env, stdio: 'ignore' });
    await endProcess(server.pid!, 'SIGTERM', 5000);
    const [mapper] = [...globSync('/usr/lib/erlang/erts-*/bin/epmd'), '/usr/bin/epmd'];
    spawnSync(mapper!, ['-kill'], { env, stdio: 'ignore' });
  };
  const pidFile = join(dir, `${env.RABBITMQ_NODENAME}.pid`);
  const ready = await waitUntil(
    () => existsSync(pidFile) && spawnSync(join(bin, 'rabbitmqctl'), ['await_startup'], { env }).status === 0,
    START_MS,
  );
  if (ready) return { url: `amqp://guest:guest@127.0.0.1:${port}`, stop };
  await stop();
  throw new Error(`RabbitMQ was not ready in ${START_MS / 1000} s`);
}
