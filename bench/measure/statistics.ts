/** The value below which the given share of the values lies, between neighbors in proportion. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((one, other) => one - other);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)]!;
  const above = sorted[Math.ceil(place)]!;
  return below + (above - below) * (place - Math.floor(place));
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The middle half of the rounds: how far a figure can be trusted. */
export function spread(values: readonly number[]): { low: number; high: number } {
  return { low: quantile(values, 0.25), high: quantile(values, 0.75) };
}
