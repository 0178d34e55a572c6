/**
 * Whether a path means the same to everybody on the way. One that has to be decoded or tidied up first could be one
 * route to the gateway and another, such as `/internal`, to the service behind it.
 */
export function isPlainPath(path: string): boolean {
  const decoded = decodedOnce(path);
  // What is still escaped was escaped twice, and may be decoded twice by somebody.
  if (decoded === null || decoded.includes('%')) return false;
  if (/[\\\p{C}\p{Z}]/u.test(decoded)) return false;
  const segments = decoded.split('/');
  // An escaped slash would be one segment here and two elsewhere.
  if (segments.length !== path.split('/').length || segments[0] !== '') return false;
  return segments.slice(1).every((segment, index, all) => isPlainSegment(segment, index === all.length - 1));
}

function isPlainSegment(segment: string, isLast: boolean): boolean {
  if (segment === '') return isLast;
  return !segment.startsWith('.') || segment === '.well-known';
}

function decodedOnce(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
