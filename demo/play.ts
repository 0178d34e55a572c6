import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startPlatform } from '../deploy/local/platform.ts';
import { Client } from './client.ts';
import { collectCredentials } from './credentials.ts';
import { differences, readExpected } from './expected.ts';
import { loadPack, PackRefused, type Pack } from './pack.ts';
import { readProgram, reportOf, type Report } from './report.ts';
import { Stage } from './stage.ts';
import { tableOf } from './table.ts';
import { tell } from './tell.ts';
import type { Scene } from './timeline.ts';
import { World } from './world.ts';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, '.local/demo');

/** `npm run demo`: fresh platform, packs played through its public HTTP API, figures read back, 0 or 1. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      pack: { type: 'string', multiple: true },
      report: { type: 'string' },
      keep: { type: 'boolean', default: false },
    },
  });
  const packs = await Promise.all((values.pack ?? (await shippedPacks())).map((file) => loadPack(resolve(file))));
  const reportFile = resolve(values.report ?? join(folder, 'report.json'));
  await rm(reportFile, { force: true });

  const platform = await startPlatform({ dataDir: folder, ports: 'free', demo: true, reset: true, logView: 'nothing' });
  const stop = once(() => platform.stop());
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => void stop().then(() => process.exit(130)));
  try {
    const report = await play(platform.gatewayUrl, packs);
    if (!values.pack) report.failures.push(...differences(report, await readExpected()));
    await writeAtOnce(reportFile, report);
    say(`\n${tableOf(report)}`);
    for (const failure of report.failures) say(`did not hold: ${failure}`);
    if (values.keep) {
      say(`\nThe platform stays up at ${platform.gatewayUrl} (API: ${platform.gatewayUrl}/api/docs). Ctrl-C stops it.`);
      await new Promise(() => undefined);
    }
    return report.failures.length === 0 ? 0 : 1;
  } finally {
    await stop();
  }
}

/** The five programs of the source texts. */
async function shippedPacks(): Promise<string[]> {
  const folder = join(root, 'demo/packs');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  return names.sort((a, b) => (a < b ? -1 : 1)).map((name) => join(folder, name));
}

async function play(gatewayUrl: string, packs: Pack[]): Promise<Report> {
  const stage = new Stage(new Client(gatewayUrl, randomUUID()));
  const worlds = packs.map((pack) => new World(pack, stage));
  for (const { program } of packs) say(`${program.code.padEnd(7)}${program.title.en ?? program.code}`);
  await tell(stage, { onScene: (scene, progress) => say(sceneLine(scene, progress)) });
  const status = await stage.settle();
  const readings = await Promise.all(worlds.map(readProgram));
  const unverified = await collectCredentials(worlds, folder);
  const report = reportOf(gatewayUrl, status, readings);
  report.failures.push(...unverified);
  return report;
}

/** `  2025-09-20   83 %  41 s  decisions (108)`: where the story is, and how long it has taken. */
function sceneLine({ at, label, steps }: Scene, progress: number): string {
  const percent = `${Math.round(progress * 100)} %`.padStart(6);
  return `  ${at.slice(0, 10)}${percent}${`${Math.round(process.uptime())} s`.padStart(7)}  ${label} (${steps.length})`;
}

/** Readers never see half a report: it is written beside and renamed. */
async function writeAtOnce(file: string, report: Report): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.part`, `${JSON.stringify(report, null, 2)}\n`);
  await rename(`${file}.part`, file);
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => (done ??= work());
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof PackRefused ? error.message : ((error as Error).stack ?? error)}\n`);
    process.exit(1);
  },
);
