import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Consumer, Contestant, Producer, Settings } from '../contestant.ts';
import { loadService } from './compile.ts';

type Shop = { startShop: (env: Record<string, string>) => Promise<Producer> };
type Store = { startStore: (env: Record<string, string>, handled: (id: string) => void) => Promise<Consumer> };

/** Two services on the real libraries: unit of work, outbox, relay, JetStream, intake, positions. */
export const contestant: Contestant = {
  async producer(settings) {
    const { startShop } = await loadService<Shop>('shop');
    return startShop(environment('shop', settings.producerUrl, settings));
  },
  async consumer(settings, handled) {
    const { startStore } = await loadService<Store>('store');
    return startStore(environment('store', settings.consumerUrl, settings), handled);
  },
};

/** What bootstrap wants to know. Nobody signs in here, so the issuer is an address that nothing asks. */
function environment(name: string, databaseUrl: string, { nats }: Settings): Record<string, string> {
  const { user, password } = nats.users[name]!;
  return {
    SERVICE_NAME: name,
    PORT: '0',
    DATABASE_URL: databaseUrl,
    NATS_URL: nats.url,
    NATS_USER: user,
    NATS_PASSWORD: password,
    OIDC_ISSUER: 'http://127.0.0.1:9/oidc',
    OIDC_JWKS_URL: 'http://127.0.0.1:9/oidc/jwks',
    PUBLIC_ORIGIN: 'http://127.0.0.1:9',
    SECRET_KEY: Buffer.alloc(32).toString('base64'),
    SERVICE_CLIENT_SECRET: 'bench',
    FILES_DIR: join(tmpdir(), `tulga-bench-files-${process.pid}`),
    LOG_LEVEL: 'warn',
  };
}
