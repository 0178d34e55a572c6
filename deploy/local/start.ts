import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import type { LogView } from './log-lines.ts';
import { projectDir } from './paths.ts';
import { Platform } from './platform.ts';
import { Progress } from './progress.ts';
import { AlreadyRunning } from './run-file.ts';

/** What `demo/story.ts` offers: a program played up to its first certificate, and then on behind it. */
interface Story {
  beginStory: (
    gatewayUrl: string,
    dataDir: string,
    onProgress: (line: string) => void,
  ) => {
    first: Promise<{ certificateUrl?: string; logins: { role: string; name: string }[] }>;
    rest: Promise<void>;
  };
}

const usage = `npm start -- [options]
  --reset      remove all data of earlier starts first
  --no-demo    start empty, with the real clock and real sign-in
  --verbose    show every log line of the services here (warnings and errors only otherwise)
  --json-logs  show log lines as the services write them
  --replicas N start N processes of each service behind one address
  --cluster    start three nodes of the broker that keep every event three times
`;

const { values } = parseArgs({
  options: {
    reset: { type: 'boolean', default: false },
    demo: { type: 'boolean', default: true },
    verbose: { type: 'boolean', default: false },
    'json-logs': { type: 'boolean', default: false },
    replicas: { type: 'string', default: '1' },
    cluster: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
  allowNegative: true,
});

let isStopping = false;

if (values.help) say(usage);
else if (!/^[1-9]$/.test(values.replicas)) refuse('--replicas takes a number from 1 to 9');
else await main();

async function main(): Promise<void> {
  const logView: LogView = values['json-logs'] ? 'json' : values.verbose ? 'all' : 'warnings';
  const { demo, reset, replicas, cluster } = values;
  const platform = new Platform({
    demo,
    reset,
    logView,
    replicas: Number(replicas),
    natsNodes: cluster ? 3 : 1,
  });
  stopOnSignals(platform);
  try {
    await platform.start();
  } catch (error) {
    if (isStopping) return;
    say(error instanceof AlreadyRunning ? error.message : `Tulga did not start: ${(error as Error).message}`);
    await platform.stop();
    process.exit(1);
  }
  if (cluster) await tellCluster(platform);
  if (demo) await play(platform);
  else announce(platform, []);
}

function refuse(why: string): never {
  process.stderr.write(`${why}\n${usage}`);
  process.exit(2);
}

function stopOnSignals(platform: Platform): void {
  const stop = async (): Promise<void> => {
    // Whoever asks twice does not want to wait.
    if (isStopping) process.exit(1);
    isStopping = true;
    say('\nstopping …');
    await platform.stop();
    say('stopped; the data is kept');
    process.exit(0);
  };
  process.on('uncaughtException', (error) => {
    process.stderr.write(`${error.stack}\n`);
    void stop();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
}

/** Which process of the cluster is the one to end for who wants to see that it goes on. */
async function tellCluster(platform: Platform): Promise<void> {
  const leader = await platform.natsLeader();
  const nodes = platform.processes.filter(({ kind }) => kind === 'nats');
  const named = nodes.map(({ name, pid }) => `${name} (process ${pid}${name === leader ? ', leads EVENTS' : ''})`);
  say(`  broker ${named.join(', ')}`);
}

/** Where everything is; with a demo also who can sign in and what there is to see. */
function announce(platform: Platform, demo: [string, string][]): void {
  const { gatewayUrl, publicOrigin, logsDir } = platform;
  block([
    ['Tulga', gatewayUrl],
    ['API', `${gatewayUrl}/api/docs`],
    ...demo,
    ['Logs', relative(process.cwd(), logsDir)],
    ['Stop', 'Ctrl-C (start anew without data: npm start -- --reset)'],
  ]);
  if (gatewayUrl !== publicOrigin) say(`Documents carry ${publicOrigin}, the address of the first start.\n`);
}

/** The platform runs on whatever becomes of the demo. */
async function play(platform: Platform): Promise<void> {
  const path = join(projectDir, 'demo/story.ts');
  const { beginStory } = (await import(path)) as Story;
  let scene = '';
  const { first, rest } = beginStory(platform.gatewayUrl, platform.dataDir, (line) => (scene = line));
  try {
    const progress = new Progress((text) => say(text.trimEnd()));
    const { certificateUrl, logins } = await progress.step(
      'demo program up to its first certificate',
      () => first,
      () => scene,
    );
    announce(platform, [
      ...logins.map(({ role, name }, index): [string, string] => [
        index === 0 ? 'Sign in as' : '',
        `${name} (${role})`,
      ]),
      ['', 'or any other person of the demo, without password: "Authorize" at the API address'],
      ...(certificateUrl ? [['Certificate', certificateUrl] as [string, string]] : []),
    ]);
    await tellRest(rest, () => scene);
  } catch (error) {
    if (isStopping) return;
    say(`The demo ended early, the platform runs on: ${(error as Error).message}`);
    announce(platform, []);
  }
}

async function tellRest(rest: Promise<void>, scene: () => string): Promise<void> {
  const ticker = setInterval(() => say(`  demo  ${scene()}`), 15_000);
  try {
    await rest;
    say('  demo  played to its end');
  } finally {
    clearInterval(ticker);
  }
}

function block(rows: (readonly [string, string])[]): void {
  const width = Math.max(...rows.map(([name]) => name.length));
  say(`\n${rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join('\n')}\n`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
