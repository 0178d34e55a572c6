import { namesOf } from './names.ts';
import { renderedFiles } from './templates.ts';

describe('The names of a new service', () => {
  it('follow from the one that it is given', () => {
    expect(namesOf('study-visits', 1767225600000)).toEqual({
      name: 'study-visits',
      Name: 'StudyVisits',
      camel: 'studyVisits',
      title: 'Study visits',
      database: 'tulga_study_visits',
      epoch: '1767225600000',
    });
  });

  it.each(['', 'Study', 'study_visits', '-study', 'study--visits', '1study', '../study', 'a'.repeat(41)])(
    'are refused when they could not be names everywhere: %j',
    (name) => expect(() => namesOf(name, 0)).toThrow('is no name of a service'),
  );

  it.each(['admin', 'platform', 'postgres'])('are refused when something else is called so: %s', (name) =>
    expect(() => namesOf(name, 0)).toThrow('means something else'),
  );
});

describe('The files of a new service', () => {
  it('have no placeholder left, in no text and no path', async () => {
    const files = await renderedFiles(namesOf('study-visits', 1767225600000));

    expect([...files.keys()]).toContain('apps/study-visits/src/migrations/1767225600000-create-announcements.ts');
    expect([...files.keys()]).toContain('libs/contracts/src/study-visits/announcement-published.v1.json');
    for (const [path, text] of files) expect(`${path}\n${text}`).not.toMatch(/@@|__|\.tmpl/);
  });
});
