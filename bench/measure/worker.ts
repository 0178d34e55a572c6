import { fork, type ChildProcess } from 'node:child_process';
import { endProcess, goneWithin } from '../../deploy/local/processes.ts';

type Methods = Record<string, (input: never) => unknown>;

interface Call {
  id: number;
  method: string;
  input: never;
}

interface Answer {
  id: number;
  value?: unknown;
  error?: string;
}

const PATIENCE_MS = 5000;

/** A process of the bench that does what it is told: one role of one contestant. */
export class Worker {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  #lastId = 0;
  #said = '';

  constructor(entry: string, args: string[]) {
    this.#child = fork(entry, args, {
      execArgv: process.env.BENCH_NODE_OPTIONS?.split(' ') ?? [],
      env: { ...process.env, NODE_OPTIONS: '--disable-warning=ExperimentalWarning' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.#child.stdout!, this.#child.stderr!]) {
      stream.on('data', (text: Buffer) => (this.#said = `${this.#said}${text}`.slice(-4000)));
    }
    this.#child.on('message', (answer: Answer) => this.#settle(answer));
    this.#child.once('close', (code) => this.#end(`a process of ${args.join(' ')} ended with ${code}: ${this.#said}`));
  }

  call<T>(method: string, input: object = {}): Promise<T> {
    const id = ++this.#lastId;
    if (!this.#child.connected) return Promise.reject(new Error(`The process has ended: ${this.#said}`));
    const answer = new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.#child.send({ id, method, input });
    });
    // Whoever waits for it hears of it; that nobody does, as when a run is broken off, must not end the bench half way.
    answer.catch(() => {});
    return answer;
  }

  /** Lets it close what it holds; ends it when it does not. */
  async stop(): Promise<void> {
    const { pid } = this.#child;
    if (!pid) return;
    this.call('close').catch(() => {});
    if (!(await goneWithin(pid, PATIENCE_MS))) await endProcess(pid, 'SIGTERM', 1000);
  }

  #settle({ id, value, error }: Answer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(value);
    else waiting?.reject(new Error(error));
  }

  #end(reason: string): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(reason));
    this.#waiting.clear();
  }
}

/** The other side: answers calls with the method of that name, until `close` was answered or the bench is gone. */
export function serve(methods: Methods): void {
  process.once('disconnect', () => process.exit());
  process.on('message', (call: Call) => void answer(call, methods));
}

async function answer({ id, method, input }: Call, methods: Methods): Promise<void> {
  try {
    process.send!({ id, value: await methods[method]!(input) });
  } catch (error) {
    process.send!({ id, error: (error as Error).stack ?? String(error) });
  }
  if (method === 'close') process.exit();
}
