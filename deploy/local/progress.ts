/** Tells the person at the terminal what is going on: one line per finished step, and signs of life during long ones. */
export class Progress {
  readonly #write: (text: string) => void;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  say(message: string): void {
    this.#write(`${message}\n`);
  }

  /** Runs a step. `detail` tells what a long one is still waiting for. */
  async step<T>(name: string, work: () => Promise<T>, detail: () => string = () => ''): Promise<T> {
    const started = performance.now();
    const seconds = (): string => ((performance.now() - started) / 1000).toFixed(1);
    const tick = (): void => {
      const waitingFor = detail();
      this.say(`  … ${name} (${seconds()} s${waitingFor ? `, ${waitingFor}` : ''})`);
      ticker = setTimeout(tick, 5000);
    };
    let ticker = setTimeout(tick, 2000);
    try {
      const result = await work();
      this.say(`  ✓ ${name} (${seconds()} s)`);
      return result;
    } finally {
      clearTimeout(ticker);
    }
  }
}
