import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** Published by others and kept beside the repository, not in it. */
const FOLDER = fileURLToPath(new URL('../../../../../shared/conformance/', import.meta.url));

/** A describe block that needs the conformance data; where they are absent it is skipped and says so. */
export function describeWithConformanceData(name: string, body: () => void): void {
  if (existsSync(FOLDER)) return describe(name, body);
  process.stderr.write(`Skipped "${name}": there is no folder ../shared/conformance beside the project.\n`);
  describe.skip(name, body);
}

export function readText(path: string): string {
  return readFileSync(`${FOLDER}${path}`, 'utf8');
}

export function readJson(path: string): Record<string, unknown> {
  return JSON.parse(readText(path)) as Record<string, unknown>;
}

/** 1EdTech's strict schema of an AchievementCredential: the messages of what is wrong, none when it is valid. */
export function openBadgesErrors(credential: unknown): string[] {
  const ajv = new Ajv2019({ allErrors: true, strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile(readJson('ob_v3p0_achievementcredential_schema.json'));
  return validate(credential) ? [] : messagesOf(validate.errors);
}

/** W3C's schema of a Verifiable Credential 2.0: the messages of what is wrong, none when it is valid. */
export function verifiableCredentialErrors(credential: unknown): string[] {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile(readJson('verifiable-credential-schema.json'));
  return validate(credential) ? [] : messagesOf(validate.errors);
}

function messagesOf(errors: { instancePath: string; message?: string }[] | null | undefined): string[] {
  return (errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}
