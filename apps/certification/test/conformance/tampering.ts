type Path = (string | number)[];

/** A copy of a credential with one thing changed, and what was changed. */
export interface Tampered {
  what: string;
  copy: Record<string, unknown>;
}

/** One copy for each leaf, with that leaf changed. */
export function withEachLeafChanged(credential: object): Tampered[] {
  return pathsOf(credential)
    .filter((path) => !isObject(valueAt(credential, path)))
    .map((path) => tamper(credential, path, 'changed', (parent, key) => (parent[key] = changed(parent[key]))));
}

/** One copy for each member of an object and each element of a list, without it. */
export function withEachMemberDropped(credential: object): Tampered[] {
  return pathsOf(credential).map((path) =>
    tamper(credential, path, 'dropped', (parent, key) => {
      if (Array.isArray(parent)) parent.splice(Number(key), 1);
      else delete parent[key];
    }),
  );
}

function tamper(
  credential: object,
  path: Path,
  verb: string,
  act: (parent: Record<string | number, unknown>, key: string | number) => void,
): Tampered {
  const copy = JSON.parse(JSON.stringify(credential)) as Record<string, unknown>;
  act(valueAt(copy, path.slice(0, -1)) as Record<string | number, unknown>, path.at(-1) as string | number);
  return { what: `${path.join('.')} ${verb}`, copy };
}

function changed(value: unknown): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  return `${String(value)}x`;
}

function pathsOf(value: object, base: Path = []): Path[] {
  return Object.keys(value).flatMap((key) => {
    const path = [...base, Array.isArray(value) ? Number(key) : key];
    const member = (value as Record<string, unknown>)[key];
    return isObject(member) ? [path, ...pathsOf(member, path)] : [path];
  });
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce((at, key) => (at as Record<string | number, unknown>)[key], value);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
