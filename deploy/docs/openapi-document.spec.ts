import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from '../local/build.ts';
import { readManifests } from '../local/manifests.ts';
import { projectDir } from '../local/paths.ts';
import { openApiFile } from './openapi-document.ts';

const path = 'docs/openapi.json';

interface Operation {
  summary?: string;
  operationId: string;
  responses: Record<string, unknown>;
}

describe('The merged OpenAPI document', () => {
  let committed: string;
  let operations: Operation[];

  beforeAll(async () => {
    committed = await readFile(join(projectDir, path), 'utf8');
    const { paths } = JSON.parse(committed) as { paths: Record<string, Record<string, Operation>> };
    operations = Object.values(paths).flatMap((item) => Object.values(item));
  });

  it('is committed as the services make it (npm run docs)', async () => {
    await build();

    const made = await openApiFile();

    // Not toEqual: half a megabyte of differences tells nobody more.
    expect(made === committed || firstDifference(made, committed)).toBe(true);
  }, 120_000);

  it('is OpenAPI 3.1 and passes the linter', async () => {
    const redocly = join(projectDir, 'node_modules/.bin/redocly');
    const args = ['lint', '--config', join(projectDir, 'apps/gateway/redocly.yaml'), join(projectDir, path)];
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };

    const { stderr, stdout } = await promisify(execFile)(redocly, args, { env });

    expect(`${stdout}${stderr}`).toContain('Your API description is valid');
    expect(committed).toContain('"openapi": "3.1.0"');
  }, 120_000);

  it('has operations of every service with an API, each with a summary and a name of its own', () => {
    const services = new Set(operations.map(({ operationId }) => operationId.split('.')[0]));
    const expected = readManifests().flatMap(({ name, route }) => (route ? [name] : []));

    expect([...services]).toEqual(expect.arrayContaining(expected));
    expect(operations.filter(({ summary }) => !summary)).toEqual([]);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  });
});

function firstDifference(made: string, committed: string): string {
  const [now, then] = [made.split('\n'), committed.split('\n')];
  const line = now.findIndex((text, index) => text !== then[index]);
  return `line ${line + 1} is "${then[line]?.trim()}" and would be "${now[line]?.trim()}": npm run docs`;
}
