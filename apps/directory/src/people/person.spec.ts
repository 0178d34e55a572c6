import { aPerson } from '../../test/builders.js';

describe('Person', () => {
  it('keeps one form of a name, however it was typed', () => {
    const person = aPerson({ name: { cyrillic: '  Құдайберген   Шәкәрім ', latin: 'Qudaıbergen  Shakarim' } });

    expect(person.name).toEqual({ cyrillic: 'Құдайберген Шәкәрім', latin: 'Qudaıbergen Shakarim' });
  });

  it('is found by both spellings in lower case', () => {
    expect(aPerson({ name: { cyrillic: 'ӘСЕЛ', latin: 'ASEL' } }).searchText).toBe('әсел\nasel');
  });

  it('counts its version up when renamed', () => {
    const person = aPerson();

    person.rename({ cyrillic: 'Жаңа Есім', latin: 'Jana Esim' });

    expect(person).toMatchObject({ version: 2, nameCyrillic: 'Жаңа Есім', searchText: 'жаңа есім\njana esim' });
  });
});
