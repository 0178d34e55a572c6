import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DomainError } from '@app/contracts';

const MEGABYTE = 1024 * 1024;
export const MAX_FILE_BYTES = 20 * MEGABYTE;

/** First bytes by content type; null where a type has none of its own. */
const FILE_TYPES: Record<string, Buffer | null> = {
  'application/pdf': Buffer.from('%PDF-'),
  'image/png': Buffer.from([0x89, 0x50, 0x4e, 0x47]),
  'image/jpeg': Buffer.from([0xff, 0xd8, 0xff]),
  'application/zip': Buffer.from('PK'),
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': Buffer.from('PK'),
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': Buffer.from('PK'),
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': Buffer.from('PK'),
  'text/csv': null,
};
export const FILE_CONTENT_TYPES = Object.keys(FILE_TYPES);

/** A file that is stored. Equal contents are one file. */
export interface StoredFile {
  /** SHA-256 of the content, in hex. */
  id: string;
  size: number;
  contentType: string;
  /** As the uploader called it; for showing only. */
  name: string;
}

export class FileTooLarge extends DomainError {
  readonly code = 'file-too-large';
  readonly kind = 'invalid';

  constructor(maxBytes: number) {
    super('The file is too large', { maxMegabytes: Math.floor(maxBytes / MEGABYTE) });
  }
}

export class FileTypeUnsupported extends DomainError {
  readonly code = 'file-type-unsupported';
  readonly kind = 'invalid';

  constructor(contentType: string) {
    super('Files of this type are not accepted', { contentType });
  }
}

export class FileContentMismatch extends DomainError {
  readonly code = 'file-content-mismatch';
  readonly kind = 'invalid';

  constructor(contentType: string) {
    super('The content does not begin like a file of its type', { contentType });
  }
}

export class FileNotFound extends DomainError {
  readonly code = 'file-not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super('There is no such file', { id });
  }
}

/** Where uploaded files are. A service keeps the id in its own row, and who may read a file is decided there. */
export abstract class FileStore {
  abstract put(bytes: Buffer, about: { contentType: string; name: string }): Promise<StoredFile>;
  abstract get(id: string): Promise<StoredFile & { bytes: Buffer }>;
}

/** Files in a folder, by hash of their content: written once, never changed. */
export class LocalFileStore extends FileStore {
  constructor(
    private readonly folder: string,
    private readonly maxBytes = MAX_FILE_BYTES,
  ) {
    super();
  }

  async put(bytes: Buffer, about: { contentType: string; name: string }): Promise<StoredFile> {
    const contentType = about.contentType.split(';')[0].trim().toLowerCase();
    if (bytes.length > this.maxBytes) throw new FileTooLarge(this.maxBytes);
    if (!(contentType in FILE_TYPES)) throw new FileTypeUnsupported(contentType);
    const start = FILE_TYPES[contentType];
    if (start && !bytes.subarray(0, start.length).equals(start)) throw new FileContentMismatch(contentType);
    const id = createHash('sha256').update(bytes).digest('hex');
    const stored: StoredFile = { id, size: bytes.length, contentType, name: about.name };
    await writeDurably(this.pathOf(id), bytes);
    await writeDurably(`${this.pathOf(id)}.json`, Buffer.from(JSON.stringify(stored)));
    return stored;
  }

  async get(id: string): Promise<StoredFile & { bytes: Buffer }> {
    if (!/^[0-9a-f]{64}$/.test(id)) throw new FileNotFound(id);
    try {
      const about = await readFile(`${this.pathOf(id)}.json`, 'utf8');
      return { ...(JSON.parse(about) as StoredFile), bytes: await readFile(this.pathOf(id)) };
    } catch (error) {
      if ((error as { code?: string }).code === 'ENOENT') throw new FileNotFound(id);
      throw error;
    }
  }

  private pathOf(id: string): string {
    return join(this.folder, id.slice(0, 2), id);
  }
}

/** Whoever reads the file sees all of it or nothing, also after a power cut. */
async function writeDurably(path: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  try {
    const handle = await open(draft, 'wx');
    await handle.writeFile(bytes);
    await handle.sync();
    await handle.close();
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}
