import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export type Direction = 'toServer' | 'toClient';

/** The moment when so many bytes, or a text, have passed in one direction of a connection. */
export interface Moment {
  direction: Direction;
  after: number | string;
}

/** What is wrong with the network; nothing, when it is empty. */
export interface Fault {
  /** Everything arrives so much later. */
  latencyMs?: number;
  bytesPerSecond?: number;
  /**
   * Nothing gets through in these directions, and nobody is told; both are a black hole. TCP sends again, so what was sent
   * meanwhile arrives when this ends.
   */
  silent?: Direction[];
  /** New connections are refused. */
  refuse?: boolean;
  /** The connection is reset at this moment: what was sent until then arrives. */
  cut?: Moment;
  /** From this moment on nothing gets through this connection for ever, and nobody is told. New ones are fine. */
  halfOpen?: Moment;
}

/** Bytes that wait on a slow network before their sender has to. */
const WINDOW = 64 * 1024;
const LOOK_MS = 5;
/** No text that somebody waits for has more bytes. */
const LONGEST_TEXT = 256;

/** One connection through the network: two sockets and what passes between them. */
export class FaultyLink {
  private readonly passed: Record<Direction, number> = { toServer: 0, toClient: 0 };
  /** The last bytes that have passed: a text may come in pieces. */
  private readonly tails: Record<Direction, Buffer> = { toServer: Buffer.alloc(0), toClient: Buffer.alloc(0) };
  /** Bytes that are on their way. */
  waiting = 0;
  private isHalfOpen = false;
  private isReset = false;

  constructor(
    private readonly client: Socket,
    private readonly server: Socket,
    private readonly fault: () => Fault,
    /** Called whenever the fault does something to what passes. */
    private readonly bites: () => void,
  ) {
    this.carry(client, server, 'toServer');
    this.carry(server, client, 'toClient');
  }

  /** Both ends learn at once that the connection is gone. */
  reset(): void {
    this.isReset = true;
    this.client.resetAndDestroy();
    this.server.resetAndDestroy();
  }

  private carry(from: Socket, to: Socket, direction: Direction): void {
    let waiting = 0;
    let last = Promise.resolve();
    from.on('data', (chunk: Buffer) => {
      const arrived = performance.now();
      this.waiting += chunk.length;
      waiting += chunk.length;
      if (waiting > WINDOW) from.pause();
      last = last.then(async () => {
        await this.deliver(chunk, to, direction, arrived);
        this.waiting -= chunk.length;
        waiting -= chunk.length;
        if (waiting <= WINDOW) from.resume();
      });
    });
    const pass = (ending: () => void) => (): void => void last.then(() => this.untilHeard(direction)).then(ending);
    from.on(
      'end',
      pass(() => to.end()),
    );
    from.on(
      'error',
      pass(() => to.resetAndDestroy()),
    );
  }

  private async deliver(chunk: Buffer, to: Socket, direction: Direction, arrived: number): Promise<void> {
    const { latencyMs = 0, bytesPerSecond = Infinity } = this.fault();
    const delay = Math.max(arrived + latencyMs - performance.now(), 0) + (chunk.length / bytesPerSecond) * 1000;
    if (delay > 0) {
      this.bites();
      await sleep(delay, undefined, { ref: false });
    }
    await this.untilHeard(direction);
    const { cut, halfOpen } = this.fault();
    const passing = { chunk, direction, passed: this.passed[direction], tail: this.tails[direction] };
    const end = endOf(cut, passing);
    const silence = endOf(halfOpen, passing);
    const reaches = Math.min(end, silence, chunk.length);
    this.passed[direction] += reaches;
    this.tails[direction] = Buffer.concat([passing.tail, chunk]).subarray(-LONGEST_TEXT);
    if (silence <= chunk.length) {
      this.isHalfOpen = true;
      this.bites();
    }
    if (!to.destroyed) await written(to, chunk.subarray(0, reaches));
    if (end > chunk.length) return;
    this.bites();
    this.reset();
  }

  private async untilHeard(direction: Direction): Promise<void> {
    while (this.isHalfOpen || this.fault().silent?.includes(direction)) {
      if (this.isReset) return;
      this.bites();
      await sleep(LOOK_MS, undefined, { ref: false });
    }
  }
}

/** A chunk on its way, and what has passed in its direction before it. */
interface Passing {
  chunk: Buffer;
  direction: Direction;
  passed: number;
  tail: Buffer;
}

/** How many bytes of this chunk still pass before the moment; Infinity when it does not come with it. */
function endOf(moment: Moment | undefined, { chunk, direction, passed, tail }: Passing): number {
  if (moment?.direction !== direction) return Infinity;
  if (typeof moment.after === 'string') {
    // One byte less than the text: it ends in this chunk, or its moment has been.
    const before = tail.subarray(Math.max(tail.length - Buffer.byteLength(moment.after) + 1, 0));
    return Buffer.concat([before, chunk]).includes(moment.after) ? chunk.length : Infinity;
  }
  const left = Math.max(moment.after - passed, 0);
  return left <= chunk.length ? left : Infinity;
}

/** Waits for a receiver that does not read. */
async function written(to: Socket, bytes: Buffer): Promise<void> {
  if (bytes.length > 0) await new Promise<void>((resolve) => to.write(bytes, () => resolve()));
}
