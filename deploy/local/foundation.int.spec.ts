import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manifestsOf } from '../test/some-manifests.ts';
import { Foundation } from './foundation.ts';
import { Installation } from './installation.ts';
import { goneWithin } from './processes.ts';
import { Progress } from './progress.ts';

describe('What services stand on', () => {
  let dir: string;
  let installation: Installation;
  let foundation: Foundation;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'tulga-foundation-'));
    // PostgreSQL's user, when this is root, must be able to enter it.
    chmodSync(dir, 0o755);
    installation = new Installation(dir);
  });

  afterEach(async () => {
    await foundation.stop();
    await installation.wipe();
    rmSync(dir, { recursive: true });
  });

  it('leaves no broker behind that could not be set up', async () => {
    const manifests = manifestsOf('programs').map((manifest) => ({ ...manifest, buckets: { 'no/name': 60 } }));
    const progress = new Progress(() => {});
    foundation = new Foundation({
      ...{ installation, manifests, progress },
      ...{ demo: true, natsNodes: 1, allowDeletes: false },
    });

    await expect(foundation.start()).rejects.toThrow("cannot contain '/'");
    await foundation.stop();

    const [, pid] = /^\[(\d+)\]/.exec(readFileSync(join(installation.natsDir(), 'nats.log'), 'utf8'))!;
    expect(await goneWithin(Number(pid), 0)).toBe(true);
  });
});
