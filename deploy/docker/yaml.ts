/** YAML in block style for mappings; scalars and lists are JSON, which YAML 1.2 contains. */
export function yaml(value: Record<string, unknown>, indent = ''): string {
  return Object.entries(value)
    .map(([key, item]) => {
      if (item === null || typeof item !== 'object' || Array.isArray(item))
        return `${indent}${key}: ${JSON.stringify(item)}\n`;
      const inner = item as Record<string, unknown>;
      return Object.keys(inner).length === 0
        ? `${indent}${key}: {}\n`
        : `${indent}${key}:\n${yaml(inner, `${indent}  `)}`;
    })
    .join('');
}
