import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes to a file again and again and says how that went. */
const file = join(process.env.DIRECTORY!, 'file');

setInterval(() => process.stdout.write(`${outcome()}\n`), 5);
process.send!('ready');

function outcome(): string {
  try {
    appendFileSync(file, Buffer.alloc(4096));
    return 'written';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code!;
  }
}
