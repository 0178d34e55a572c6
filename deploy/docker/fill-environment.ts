import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir } from '../local/paths.ts';

/** The example with a random secret behind each name that has none. */
export function filled(example: string): string {
  return example.replaceAll(/^([A-Z0-9_]+)=$/gm, (line, name: string) => {
    if (name.endsWith('_KEY')) return `${line}${randomBytes(32).toString('base64')}`;
    // A letter first: nats-server would take what begins with a digit for a number.
    return /_(PASSWORD|SECRET)$/.test(name) ? `${line}s${randomBytes(24).toString('base64url')}` : line;
  });
}

if (import.meta.main) {
  const example = readFileSync(join(projectDir, '.env.example'), 'utf8');
  try {
    // Existing secrets are never replaced: what they encrypted would be lost.
    writeFileSync(join(projectDir, '.env'), filled(example), { mode: 0o600, flag: 'wx' });
    process.stdout.write('.env written, with new secrets\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    process.stderr.write('.env is there already, and stays as it is\n');
    process.exit(1);
  }
}
