const CYRILLIC = [...'абвгдежзик'];
const LATIN = [...'abvgdezhik'];

/** A name that nobody else in the run has: names have letters only. */
export function nameOf(code: string, index: number): { cyrillic: string; latin: string } {
  const digits = [...`${code.replaceAll(/\D/g, '')}${String(index).padStart(2, '0')}`].map(Number);
  const spell = (letters: string[]): string => digits.map((digit) => letters[digit]).join('');
  return { cyrillic: `Сынақов ${capital(spell(CYRILLIC))}`, latin: `Synaqov ${capital(spell(LATIN))}` };
}

function capital(word: string): string {
  return word[0].toUpperCase() + word.slice(1);
}
