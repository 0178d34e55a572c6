import { setTimeout as sleep } from 'node:timers/promises';

/** A process that runs. */
export interface Running {
  pid: number;
  /** Settles when it has ended, for whatever reason. */
  exited: Promise<unknown>;
  stop(): Promise<void>;
}

export interface KeeperOptions {
  /** First pause before a restart; doubles at each failure in a row. */
  firstPauseMs?: number;
  longestPauseMs?: number;
  say?: (message: string) => void;
}

/** Keeps one program running: starts it again when it ends by itself, with longer and longer pauses while it fails. */
export class Keeper<T extends Running> {
  readonly name: string;
  readonly #start: () => Promise<T>;
  readonly #options: Required<KeeperOptions>;
  readonly #stopping = new AbortController();
  #running: T | undefined;
  #first: Promise<T> | undefined;
  #loop: Promise<void> | undefined;
  #restarts = 0;

  constructor(name: string, start: () => Promise<T>, options: KeeperOptions = {}) {
    this.name = name;
    this.#start = start;
    this.#options = { firstPauseMs: 250, longestPauseMs: 10_000, say: () => {}, ...options };
  }

  /** The program as it runs now; undefined between two of its lives. */
  get running(): T | undefined {
    return this.#running;
  }

  get restarts(): number {
    return this.#restarts;
  }

  /** Starts the program. The first start may fail, and then nothing is kept. */
  async start(): Promise<T> {
    this.#first = this.#start();
    const running = await this.#first;
    this.#running = running;
    this.#loop = this.#keep(running);
    return running;
  }

  /** Stops the program for good, also one that is just being started. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#first?.catch(() => {});
    await this.#running?.stop();
    await this.#loop;
  }

  async #keep(first: T): Promise<void> {
    let running: T | undefined = first;
    let pauseMs = this.#options.firstPauseMs;
    while (!this.#stopping.signal.aborted) {
      const startedAt = performance.now();
      await running?.exited;
      this.#running = undefined;
      if (this.#stopping.signal.aborted) return;
      // Who has lived for a while did not fail because of how it was started.
      if (running && performance.now() - startedAt > 30_000) pauseMs = this.#options.firstPauseMs;
      this.#options.say(`${this.name} has ended; starting it again in ${pauseMs} ms`);
      await sleep(pauseMs, undefined, { signal: this.#stopping.signal }).catch(() => {});
      pauseMs = Math.min(pauseMs * 2, this.#options.longestPauseMs);
      running = await this.#again();
    }
  }

  async #again(): Promise<T | undefined> {
    if (this.#stopping.signal.aborted) return undefined;
    this.#restarts++;
    try {
      const running = await this.#start();
      this.#running = running;
      if (this.#stopping.signal.aborted) await running.stop();
      return running;
    } catch (error) {
      this.#options.say(`${this.name} did not start: ${(error as Error).message}`);
      return undefined;
    }
  }
}
