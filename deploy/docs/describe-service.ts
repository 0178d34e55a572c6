import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { join } from 'node:path';
import { projectDir } from '../local/paths.ts';

/**
 * Prints the OpenAPI document of one built service: `node deploy/docs/describe-service.ts programs`. Nest only looks at the
 * modules (preview), so no database, broker or port is needed. A process for each service, since the rules of all
 * classes in a process lie in one place, by the names of the classes.
 */
interface Options {
  name: string;
  database?: null;
  config?: new () => object;
}
type Root = { forRoot(options: Options, config: object): never };
type Describe = (app: unknown, options: Options, config: object) => Promise<object>;

const [service = ''] = process.argv.slice(2);
const built = (path: string): Promise<unknown> => import(join(projectDir, 'dist', path));

const options = await optionsOf(service);
const kit = 'libs/service-kit/src';
const { ServiceRootModule } = (await built(`${kit}/service-kit.module.js`)) as { ServiceRootModule: Root };
const { describeService } = (await built(`${kit}/openapi.js`)) as { describeService: Describe };
const configs = (await built(`${kit}/service.config.js`)) as Record<string, new () => object>;
const Config = options.config ?? (options.database === null ? configs.ProcessConfig! : configs.ServiceConfig!);
const config = Object.assign(new Config(), {
  natsUrl: '',
  databaseUrl: '',
  oidcIssuer: '',
  oidcJwksUrl: 'http://none',
});
const app = await NestFactory.create(ServiceRootModule.forRoot(options, config), new FastifyAdapter(), {
  preview: true,
  logger: ['error'],
  abortOnError: false,
});
process.stdout.write(JSON.stringify(await describeService(app, options, config)), () => process.exit(0));

async function optionsOf(name: string): Promise<Options> {
  const exported = (await built(`apps/${name}/src/${name}.service-options.js`)) as Record<string, Options>;
  const found = Object.values(exported).find((candidate) => candidate.name === name);
  if (!found) throw new Error(`apps/${name}/src/${name}.service-options.ts exports no options of ${name}`);
  return found;
}
