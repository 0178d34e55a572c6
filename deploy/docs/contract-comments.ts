import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The doc comment above each `defineFact` and `defineState` below `folder`, by the name of the contract. */
export async function contractComments(folder: string): Promise<Map<string, string>> {
  const comments = new Map<string, string>();
  for (const file of await readdir(folder, { recursive: true })) {
    if (!/\.v\d+\.ts$/.test(file)) continue;
    const text = await readFile(join(folder, file), 'utf8');
    const match = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export const \w+ = define(?:Fact|State)\(\s*'([^']+)'/.exec(text);
    if (match) comments.set(match[2], plain(match[1]));
  }
  return comments;
}

function plain(comment: string): string {
  return comment
    .split('\n')
    .map((line) => line.replace(/^\s*\*\s?/, '').trim())
    .filter(Boolean)
    .join(' ');
}
