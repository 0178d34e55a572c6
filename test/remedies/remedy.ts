/** A remedy against a fault, and the change of one place in the code that switches it off. */
export interface Remedy {
  /** Number of the fault in `faults`. */
  fault: number;
  /** What keeps the fault from doing harm. */
  remedy: string;
  file: string;
  /** Stands in the file exactly once. */
  search: string;
  /** What stands there when the remedy is off. */
  replace: string;
  spec: string;
  /** Full name of the test that fails then: those of its `describe`s and its own. */
  test: string;
}
