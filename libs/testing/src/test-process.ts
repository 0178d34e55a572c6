import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { localDir, projectDir } from '../../../deploy/local/paths.js';
import { endProcess, isAlive } from '../../../deploy/local/processes.js';
import { kill, pause, resume } from './process-faults.js';

export interface TestProcessOptions {
  /** A TypeScript file; it says by `process.send(…)` that it is ready. */
  entry: string;
  /** All that the process gets; nothing is inherited but PATH and the temporary folder. */
  env: Record<string, string>;
  /** Moves the calendar clock that the process sees. */
  clockShiftMs?: number;
  timeoutMs?: number;
}

export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
}

const guard = join(projectDir, 'deploy/local/end-with-parent.mjs');
const runTypescript = join(import.meta.dirname, 'run-typescript.ts');
/** Most of a start is compiling what it imports. */
const compileCache = join(localDir, 'compiled/node');
const shiftClock = join(import.meta.dirname, 'shift-clock.ts');

/** A Node process of its own, run from the sources, that a spec can kill, pause and end. It ends with the spec. */
export class TestProcess<Ready = unknown> {
  private constructor(
    readonly pid: number,
    /** What the process sent when it was ready. */
    readonly ready: Ready,
    /** Settles when it has ended, for whatever reason. */
    readonly exited: Promise<Ending>,
    private readonly said: string[],
  ) {}

  static async start<Ready>(options: TestProcessOptions): Promise<TestProcess<Ready>> {
    const said: string[] = [];
    const child = launch(options);
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => said.push(text.toString()));
    const exited = new Promise<Ending>((resolve) => {
      child.once('close', (code, signal) => resolve({ code, signal }));
    });
    const ready = await untilReady<Ready>(child, exited, said, options.timeoutMs ?? 20_000);
    return new TestProcess(child.pid!, ready, exited, said);
  }

  /** What it wrote to its standard outputs so far. */
  get output(): string {
    return this.said.join('');
  }

  get isAlive(): boolean {
    return isAlive(this.pid);
  }

  /** As a power switch would. */
  async kill(): Promise<Ending> {
    if (this.isAlive) await kill(this.pid);
    return this.exited;
  }

  pause(): void {
    pause(this.pid);
  }

  resume(): void {
    resume(this.pid);
  }

  /** In good order: SIGTERM, and SIGKILL when that does not help. */
  async stop(timeoutMs = 10_000): Promise<Ending> {
    await endProcess(this.pid, 'SIGTERM', timeoutMs);
    return this.exited;
  }
}

function launch({ entry, env, clockShiftMs = 0 }: TestProcessOptions): ChildProcess {
  const preloads = [guard, runTypescript, ...(clockShiftMs ? [shiftClock] : [])];
  const inherited = Object.entries(process.env).filter(([name]) => ['PATH', 'TMPDIR', 'HOME'].includes(name));
  return spawn(process.execPath, ['--enable-source-maps', ...preloads.flatMap((path) => ['--import', path]), entry], {
    cwd: projectDir,
    env: {
      ...Object.fromEntries(inherited),
      NODE_COMPILE_CACHE: compileCache,
      CLOCK_SHIFT_MS: String(clockShiftMs),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

async function untilReady<Ready>(
  child: ChildProcess,
  exited: Promise<Ending>,
  said: string[],
  timeoutMs: number,
): Promise<Ready> {
  const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
  const first = new Promise<Ready>((resolve) => child.once('message', (message) => resolve(message as Ready)));
  const failed = exited.then(({ code, signal }) => {
    throw new Error(`The process ended before it was ready (${signal ?? code}): ${said.join('').slice(-2000)}`);
  });
  try {
    return await Promise.race([first, failed]);
  } finally {
    clearTimeout(timer);
    failed.catch(() => {});
  }
}
