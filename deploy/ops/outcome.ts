/** What a command has found or done: for people, for programs (`--json`), and whether all is well. */
export interface Outcome {
  text: string;
  json: unknown;
  isFine: boolean;
}

/** The message says all that there is to say: nothing is wrong with this program. */
export class Explained extends Error {}

/** The command cannot do what it was asked to, and has changed nothing. The message says what to do. */
export class Refusal extends Explained {}

/** The command line makes no sense. */
export class Misuse extends Error {}

/** What is done, in one sentence. */
export function done(text: string, json: unknown): Outcome {
  return { text, json, isFine: true };
}
