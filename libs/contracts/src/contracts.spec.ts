import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { contracts, contractOf } from './catalogue.js';
import { defineFact, defineState, type Contract } from './event.js';
import { checkStrictly, checkTolerantly, ContractBroken } from './validation.js';
import { Uuid } from './vocabulary.js';

/** Folder of this spec, independent of how the test runner was started. */
const here = import.meta.dirname;

function samplePath(contract: Contract): string {
  const [service, ...rest] = contract.name.split('.');
  const version = rest.pop();
  return join(here, service, `${rest.join('-')}.${version}.json`);
}

function samplesOf(contract: Contract): Record<string, unknown>[] {
  return JSON.parse(readFileSync(samplePath(contract), 'utf8'));
}

describe('Contracts', () => {
  it('have unique types and are found by them', () => {
    const types = contracts.map((contract) => contract.type);

    expect(new Set(types).size).toBe(types.length);
    for (const contract of contracts) expect(contractOf(contract.type)).toBe(contract);
  });

  it('refuse a name that is neither a fact nor a state', () => {
    expect(() => defineFact('programs.cohort.v1', { audience: 'public' }, { id: Uuid })).toThrow('not an event name');
    expect(() => defineState('programs.cohort.opened.v1', { audience: 'public' }, { id: Uuid })).toThrow();
    expect(() => defineFact('Programs.cohort.opened.v1', { audience: 'public' }, { id: Uuid })).toThrow();
  });

  describe.each(contracts.map((contract) => [contract.name, contract] as const))('%s', (_name, contract) => {
    it('accepts each of its frozen samples, which have no field that the schema lacks', () => {
      const samples = samplesOf(contract);

      expect(existsSync(samplePath(contract))).toBe(true);
      expect(samples.length).toBeGreaterThan(0);
      for (const sample of samples) expect(() => checkStrictly(contract, sample)).not.toThrow();
    });

    it('refuses a sample without a field that all samples have', () => {
      const samples = samplesOf(contract);
      const common = Object.keys(samples[0]).filter((key) => samples.every((sample) => key in sample));

      for (const key of common) {
        const { [key]: _dropped, ...rest } = samples[0];
        expect(() => checkTolerantly(contract, rest)).toThrow(ContractBroken);
      }
    });

    it('lets a consumer ignore an unknown field and a producer not send one', () => {
      const ahead = { ...samplesOf(contract)[0], addedLater: 'yes' };

      expect(() => checkTolerantly(contract, ahead)).not.toThrow();
      expect(() => checkStrictly(contract, ahead)).toThrow('additional properties');
    });

    it('carries no field that could hold an IIN, a mail address or a phone number', () => {
      const words = JSON.stringify(contract.data).toLowerCase();

      expect(words).not.toMatch(/"(iin|mail|email|phone|birthday)"/);
    });
  });
});
