import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { TObject } from 'typebox';
import type { Contract } from './event.js';

/** Data that a contract does not allow. `faults` are JSON Pointers with what is wrong there. */
export class ContractBroken extends Error {
  constructor(
    readonly contractName: string,
    readonly faults: readonly string[],
  ) {
    super(`${contractName}: ${faults.join('; ')}`);
    this.name = 'ContractBroken';
  }
}

const ajv = new Ajv2020({ allErrors: true, strict: false });
(formats as unknown as (instance: Ajv2020) => void)(ajv);
const compiled = { strict: new Map<string, ValidateFunction>(), tolerant: new Map<string, ValidateFunction>() };

/** For producers: refuses unknown fields too, so that nothing leaves a service by accident. */
export function checkStrictly(contract: Contract, data: unknown): void {
  check(contract, data, 'strict', () => closed(contract.data));
}

/** For consumers: unknown fields pass (the producer may be ahead of us), broken known ones do not. */
export function checkTolerantly(contract: Contract, data: unknown): void {
  check(contract, data, 'tolerant', () => contract.data);
}

function check(contract: Contract, data: unknown, mode: keyof typeof compiled, schema: () => object): void {
  const key = `${contract.kind}:${contract.name}`;
  let validate = compiled[mode].get(key);
  if (!validate) compiled[mode].set(key, (validate = ajv.compile(schema())));
  if (!validate(data)) throw new ContractBroken(contract.name, (validate.errors ?? []).map(describe));
}

function describe(error: ErrorObject): string {
  return `${error.instancePath || '/'} ${error.message ?? error.keyword}`;
}

/** The same schema with `additionalProperties: false` on every object in it. */
function closed(schema: TObject): object {
  const close = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(close);
    if (node === null || typeof node !== 'object') return node;
    const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, close(value)]));
    return copy.type === 'object' && copy.properties ? { ...copy, additionalProperties: false } : copy;
  };
  return close(schema) as object;
}
