import { QueryFailedError } from 'typeorm';

/** For `.catch`: a double that only the index can see, as its row may be invisible to the caller, is the refusal it means. */
export function whenTaken(index: string, refusal: () => Error): (error: unknown) => never {
  return (error) => {
    const { code, constraint } = (error instanceof QueryFailedError ? error.driverError : {}) as Record<string, string>;
    throw code === '23505' && constraint === index ? refusal() : error;
  };
}
