import { join } from 'node:path';
import { DiagnosticSeverity, Parser } from '@asyncapi/parser';
import { contracts } from '@app/contracts';
import { samplesOf } from '@app/testing';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { readManifests } from '../local/manifests.ts';
import { projectDir } from '../local/paths.ts';
import { asyncApiFile } from './asyncapi-document.ts';
import { contractComments } from './contract-comments.ts';

type Json = Record<string, never>;

describe('The AsyncAPI document', () => {
  let text: string;
  let document: { channels: Json; operations: Json; components: { messages: Json; schemas: Json } };

  beforeAll(async () => {
    const comments = await contractComments(join(projectDir, 'libs/contracts/src'));
    text = asyncApiFile(contracts, comments, readManifests());
    document = JSON.parse(text) as typeof document;
  });

  it('is accepted by the parser of AsyncAPI, without an error', async () => {
    const { document: parsed, diagnostics } = await new Parser().parse(text);

    expect(diagnostics.filter(({ severity }) => severity === DiagnosticSeverity.Error)).toEqual([]);
    expect(parsed?.version()).toBe('3.0.0');
    expect(parsed?.channels().length).toBe(contracts.length);
  }, 60_000);

  it('has a channel for each fact and state, with its subject and its stream', () => {
    for (const { name, subject, kind } of contracts) {
      const stream = kind === 'fact' ? 'EVENTS' : 'STATE';
      expect(document.channels[name]).toMatchObject({ address: subject, 'x-jetstream': { stream } });
    }
  });

  it('has what every service sends and receives, and nothing else', () => {
    const plain = (text: string): string => text.replace('state:', '');
    const expected = readManifests().flatMap(({ name, publishes, consumes }) => [
      ...publishes.map((text) => `${name}.send.${plain(text)}`),
      ...consumes.map((text) => `${name}.receive.${plain(text)}`),
    ]);

    expect(Object.keys(document.operations).sort()).toEqual(expected.sort());
    expect(document.operations['enrollment.receive.assessment.project.evaluated.v1']).toMatchObject({
      action: 'receive',
      'x-jetstream': { stream: 'EVENTS', durable: 'enrollment' },
    });
  });

  it('describes the messages that are sent: each frozen sample fits', () => {
    const ajv = new Ajv2020({ strict: false });
    (formats as unknown as (instance: Ajv2020) => void)(ajv);
    ajv.addSchema({ $id: 'doc', components: document.components });

    for (const contract of contracts) {
      const fits = ajv.compile({ $ref: `doc#/components/schemas/${contract.name}` });
      for (const sample of samplesOf(contract))
        expect([contract.name, fits(sample), fits.errors]).toEqual([contract.name, true, null]);
    }
  });
});
