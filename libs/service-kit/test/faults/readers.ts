import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** People who add books, and send each command again with its key until it is answered with success. */
export class Readers {
  readonly added: string[] = [];
  refused = 0;
  private stopped = false;
  private readonly ending: Promise<unknown>;

  constructor(
    private readonly url: string,
    private readonly headers: Record<string, string>,
    private readonly organizationId: string,
    readonly count = 6,
  ) {
    this.ending = Promise.all(Array.from({ length: count }, () => this.addForever()));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.ending;
  }

  private async addForever(): Promise<void> {
    while (!this.stopped) {
      const title = randomUUID().slice(0, 18);
      while (!(await this.add(title))) {
        this.refused += 1;
        await sleep(50);
      }
      this.added.push(title);
      await sleep(20);
    }
  }

  private async add(title: string): Promise<boolean> {
    const response = await fetch(new URL('/v1/books', this.url), {
      method: 'POST',
      headers: { ...this.headers, 'idempotency-key': title },
      body: JSON.stringify({ organizationId: this.organizationId, title }),
    });
    await response.body?.cancel();
    return response.status === 201;
  }
}
