/** How the variables of one service begin in the environment of `docker compose`: `IDENTITY_…`. */
export function variable(service: string, rest: string): string {
  return `${service.toUpperCase().replaceAll('-', '_')}_${rest}`;
}
