import { parseArgs } from 'node:util';
import { build } from '../local/build.ts';
import { addService, removeService } from './service-folder.ts';

/**
 * `npm run new:service NAME` makes a service that runs: an aggregate with a rule and its fact, a replica, a migration,
 * an API, specs. `npm run new:service NAME -- --remove` takes one away again that nobody has committed yet.
 */
const { values, positionals } = parseArgs({
  options: { remove: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const [name = ''] = positionals;
try {
  const done = values.remove ? await removeService(name) : await addService(name);
  await build();
  // Only now: the generator reads the contracts of the build.
  const { generate } = await import('../docs/generate.ts');
  await generate();
  process.stdout.write(`${done.join('\n')}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
