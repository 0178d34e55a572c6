import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logs, rendered } from './log-lines.ts';

const time = new Date(2026, 2, 1, 9, 30).toISOString();
const info = JSON.stringify({ level: 'info', time, context: 'Relay', msg: 'published', traceId: '0123456789abcdef' });
const error = JSON.stringify({ level: 'error', time, msg: 'no database', stack: 'Error: no\n    at here' });

describe('a log line on the terminal', () => {
  it('is short, with the service before it', () => {
    expect(rendered('programs', info, 'all', false)).toBe('programs      09:30:00 info  Relay: published [01234567]');
  });

  it('shows where an error came from', () => {
    expect(rendered('programs', error, 'all', false)).toBe(
      'programs      09:30:00 error no database\nError: no\n    at here',
    );
  });

  it('is left out below a warning when only those are wanted', () => {
    expect(rendered('programs', info, 'warnings', false)).toBeUndefined();
    expect(rendered('programs', error, 'warnings', false)).toContain('no database');
    expect(rendered('programs', 'Segmentation fault', 'warnings', false)).toBe('programs      Segmentation fault');
  });

  it('is as the service wrote it when JSON is wanted', () => {
    expect(rendered('programs', info, 'json', true)).toBe(info);
  });

  it('has colors on a terminal only', () => {
    expect(rendered('programs', error, 'all', true)).toContain('\u001b[31merror');
  });
});

describe('Logs', () => {
  it('keep every line in a file of the service, whatever the terminal shows', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'tulga-logs-'));
    const shown: string[] = [];
    const logs = new Logs(dir, 'warnings', (text) => shown.push(text));

    logs.add('programs', info);
    logs.add('programs', error);
    await logs.close();

    expect(readFileSync(join(dir, 'programs.log'), 'utf8')).toBe(`${info}\n${error}\n`);
    expect(shown).toHaveLength(1);
    expect(logs.lastLines('programs')).toContain('published');
    rmSync(dir, { recursive: true });
  });
});
