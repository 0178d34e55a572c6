/**
 * Measures all in turn, round by round, every second round in reversed order: what changes slowly on the machine then
 * falls on everybody. One that fails is left out from then on; what it has reached before counts.
 */
export async function inRounds<E extends { name: string }, F>(
  all: readonly E[],
  rounds: number,
  measure: (entrant: E) => Promise<F>,
  say: { figure(round: number, entrant: E, figure: F): void; failure(entrant: E, reason: string): void },
): Promise<Map<string, F[]>> {
  const figures = new Map<string, F[]>(all.map(({ name }) => [name, []]));
  const failed = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    for (const entrant of round % 2 === 0 ? all : all.toReversed()) {
      if (failed.has(entrant.name)) continue;
      try {
        const figure = await measure(entrant);
        figures.get(entrant.name)!.push(figure);
        say.figure(round, entrant, figure);
      } catch (error) {
        failed.add(entrant.name);
        say.failure(entrant, (error as Error).message);
      }
    }
  }
  return new Map([...figures].filter(([, measured]) => measured.length > 0));
}
