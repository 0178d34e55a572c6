import { QueryFailedError } from 'typeorm';

/** For `.catch`: what a unique index refuses becomes the refusal that it means. */
export function whenTaken(index: string, refusal: () => Error): (error: unknown) => never {
  return (error) => {
    const { code, constraint } = (error instanceof QueryFailedError ? error.driverError : {}) as Record<string, string>;
    throw code === '23505' && constraint === index ? refusal() : error;
  };
}
