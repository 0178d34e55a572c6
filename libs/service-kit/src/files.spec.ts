import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileContentMismatch, FileNotFound, FileTooLarge, FileTypeUnsupported, LocalFileStore } from './files.js';

const pdf = Buffer.from('%PDF-1.7 a lesson plan');
const about = { contentType: 'application/pdf', name: 'plan.pdf' };

let folder: string;
let files: LocalFileStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tulga-files-'));
  files = new LocalFileStore(folder, 100);
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('a file', () => {
  it('is found by the id that it was stored under', async () => {
    const stored = await files.put(pdf, about);

    expect(stored).toEqual({ id: expect.stringMatching(/^[0-9a-f]{64}$/), size: pdf.length, ...about });
    expect((await files.get(stored.id)).bytes).toEqual(pdf);
  });

  it('is kept once when it comes twice', async () => {
    const [first, second] = await Promise.all([files.put(pdf, about), files.put(pdf, about)]);

    expect(first.id).toBe(second.id);
    expect(readdirSync(join(folder, first.id.slice(0, 2))).sort()).toEqual([first.id, `${first.id}.json`]);
  });

  it('is refused when it is too large, of a strange type, or not of the type it claims', async () => {
    await expect(files.put(Buffer.alloc(101), about)).rejects.toThrow(FileTooLarge);
    await expect(files.put(pdf, { ...about, contentType: 'text/html' })).rejects.toThrow(FileTypeUnsupported);
    await expect(files.put(pdf, { ...about, contentType: 'image/png' })).rejects.toThrow(FileContentMismatch);
  });

  it.each(['0'.repeat(64), '../../etc/passwd', ''])('is not found: %s', async (id) => {
    await expect(files.get(id)).rejects.toThrow(FileNotFound);
  });
});
