import { DataSource } from 'typeorm';
import { Scrape } from './scrape.js';
import { fromEnvironment } from './service-main.config.js';
import { ShopCommands } from './shop-commands.js';
import { ShopInternal } from './shop-internal.js';
import { startService, StoreConsumer, trouble } from './shop.js';
import { StoreOperations } from './store-operations.js';
import { troubleOf } from './trouble.js';

/** The shop or the store as a process of its own. Its address is the message that says it is ready. */
const { name, databaseUrl, troubles, ...options } = fromEnvironment();

for (const [orderId, kind] of Object.entries(troubles)) trouble.set(orderId, troubleOf(kind));

const dataSource = await new DataSource({
  type: 'postgres',
  url: databaseUrl,
  poolSize: 10,
  // A lost connection in the pool must not end the process.
  poolErrorHandler: () => {},
  extra: { application_name: `${name}-${process.pid}`, connectionTimeoutMillis: 5000, statement_timeout: 30_000 },
}).initialize();
const controllers = name === 'shop' ? [ShopCommands, ShopInternal, Scrape] : [StoreConsumer, StoreOperations, Scrape];
const app = await startService({ name, dataSource, controllers, ...options });
await app.listen(0, '127.0.0.1');
process.once(
  'SIGTERM',
  () =>
    void app
      .close()
      .then(() => dataSource.destroy())
      .then(() => process.exit(0)),
);
process.send!({ url: await app.getUrl() });
