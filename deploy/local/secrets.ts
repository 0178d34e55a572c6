import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeOpenDir } from './paths.ts';

/** Passwords and keys of one installation: made at random when first asked for, then the same at every start. */
export class Secrets {
  readonly #path: string;
  readonly #values: Record<string, string>;

  constructor(path: string) {
    this.#path = path;
    this.#values = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>) : {};
  }

  /** A password that needs no escaping in a URL or a configuration file. */
  password(name: string): string {
    return this.#get(name, () => randomBytes(24).toString('base64url'));
  }

  /** A key of 32 bytes in base64. */
  key(name: string): string {
    return this.#get(name, () => randomBytes(32).toString('base64'));
  }

  #get(name: string, make: () => string): string {
    const known = this.#values[name];
    if (known) return known;
    const value = make();
    this.#values[name] = value;
    makeOpenDir(dirname(this.#path));
    // Renamed into place: a start that is interrupted must not leave half of the passwords.
    writeFileSync(`${this.#path}.new`, JSON.stringify(this.#values, null, 2), { mode: 0o600 });
    renameSync(`${this.#path}.new`, this.#path);
    return value;
  }
}
