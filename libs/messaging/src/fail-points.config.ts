/** Places where a process can be made to die, for tests of what survives that. */
export type FailPoint =
  | 'before-commit'
  | 'after-commit'
  | 'before-publish'
  | 'after-publish'
  | 'before-consumer-commit'
  | 'after-consumer-commit';

/**
 * Ends the process as a power switch would when `FAILPOINT` names this place: `after-publish:3` at its third passing.
 * Without the variable it is an empty function.
 */
export const failPoint: (name: FailPoint) => void = armed(process.env.FAILPOINT);

function armed(setting: string | undefined): (name: FailPoint) => void {
  if (!setting) return () => {};
  const [place, count = '1'] = setting.split(':');
  let left = Number(count);
  return (name) => {
    if (name === place && --left === 0) process.kill(process.pid, 'SIGKILL');
  };
}
