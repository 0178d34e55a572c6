/** What a handler of the store does with an order: an error of its own, the end of its process, or it takes a second. */
export type TroubleKind = 'throws' | 'crashes' | 'slow';

export function troubleOf(kind: TroubleKind): () => void | Promise<void> {
  if (kind === 'slow') return () => new Promise((resolve) => setTimeout(resolve, 1000));
  return () => {
    // As when memory runs out: nothing can be caught or written down.
    if (kind === 'crashes') process.kill(process.pid, 'SIGKILL');
    throw new Error('a bug in the handler');
  };
}
