/** A state that cannot be rendered is left alone for this long. */
const REST_MS = 5000;

/** What of the outbox cannot be rendered now: single rows, and contracts whose source fails. It must hold nobody up. */
export class RestingStates {
  private readonly rowsUntil = new Map<string, number>();
  private readonly contractsUntil = new Map<string, number>();

  get rows(): string[] {
    return [...this.rowsUntil.keys()];
  }

  get contracts(): string[] {
    return [...this.contractsUntil.keys()];
  }

  get size(): number {
    return this.rowsUntil.size + this.contractsUntil.size;
  }

  addRow(id: string): void {
    this.rowsUntil.set(id, performance.now() + REST_MS);
  }

  addContract(name: string): void {
    this.contractsUntil.set(name, performance.now() + REST_MS);
  }

  /** Lets those be tried again that have rested. While there is more behind them, single rows go on resting. */
  wake(isBehind: boolean): void {
    dropPassed(this.contractsUntil);
    if (!isBehind) dropPassed(this.rowsUntil);
  }
}

function dropPassed(until: Map<string, number>): void {
  for (const [key, end] of until) if (end < performance.now()) until.delete(key);
}
