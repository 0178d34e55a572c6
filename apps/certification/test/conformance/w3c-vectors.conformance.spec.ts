import { createHash, createPrivateKey, sign } from 'node:crypto';
import { from } from '@digitalbazaar/ed25519-multikey';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import type { DocumentLoader } from '@digitalbazaar/vc';
import type { UnsignedCredential } from '../../src/credentials/credential.js';
import { signCredential } from '../../src/credentials/data-integrity.js';
import { createDocumentLoader } from '../../src/credentials/document-loader.js';
import { createSigner, type IssuerKey } from '../../src/issuers/issuer-key.js';
import { describeWithConformanceData, readJson, readText } from './conformance-data.js';

const folder = 'w3c-vc-di-eddsa-vectors';
const suite = `${folder}/eddsa-rdfc-2022`;
const examplesContext = 'https://www.w3.org/ns/credentials/examples/v2';

describeWithConformanceData('The eddsa-rdfc-2022 vectors of the W3C', () => {
  it('have the canonical document that we compute', async () => {
    const canonical = await cryptosuite.canonize(readJson(`${folder}/unsigned.json`), { documentLoader });

    expect(canonical).toBe(readText(`${suite}/canonDocDataInt.txt`));
    expect(sha256(canonical)).toBe(readText(`${suite}/docHashDataInt.txt`).trim());
  });

  it('have the canonical proof options that we compute', async () => {
    const canonical = await cryptosuite.canonize(readJson(`${suite}/proofConfigDataInt.json`), { documentLoader });

    expect(canonical).toBe(readText(`${suite}/proofCanonDataInt.txt`));
    expect(sha256(canonical)).toBe(readText(`${suite}/proofHashDataInt.txt`).trim());
  });

  it('have the signed document that our signer makes, byte for byte', async () => {
    const key = await publishedKey();
    const signer = createSigner(`did:key:${key.publicKeyMultibase}`, key);
    const unsigned = readJson(`${folder}/unsigned.json`) as UnsignedCredential;

    const signed = await signCredential(unsigned, signer, new Date('2023-02-24T23:36:38Z'), documentLoader);

    const published = readJson(`${suite}/signedDataInt.json`);
    expect(signed).toEqual({ ...published, proof: [published.proof] });
  });

  it.each(['', 'employ/'])('have the signature of our key over the hashes of %scanonDocDataInt.txt', async (sub) => {
    const { privateKey } = await publishedKey();
    const hashes = [`${suite}/${sub}proofCanonDataInt.txt`, `${suite}/${sub}canonDocDataInt.txt`].map((path) =>
      createHash('sha256').update(readText(path)).digest(),
    );

    expect(Buffer.concat(hashes).toString('hex')).toBe(readText(`${suite}/${sub}combinedHashDataInt.txt`).trim());
    const signature = sign(null, Buffer.concat(hashes), privateKey).toString('hex');
    expect(signature).toBe(readText(`${suite}/${sub}sigHexDataInt.txt`).trim());
  });
});

/** The examples context of the W3C: a vocabulary for words that no other context defines. */
const documentLoader: DocumentLoader = async (url) => {
  if (url !== examplesContext) return createDocumentLoader()(url);
  const document = { '@context': { '@vocab': 'https://www.w3.org/ns/credentials/examples#' } };
  return { contextUrl: null, documentUrl: url, document };
};

async function publishedKey(): Promise<IssuerKey> {
  const { publicKeyMultibase, privateKeyMultibase } = readJson(`${folder}/keyPair.json`) as Record<string, string>;
  const pair = { publicKeyMultibase: publicKeyMultibase as string, secretKeyMultibase: privateKeyMultibase };
  const { secretKey } = await from(pair);
  const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');
  const der = Buffer.concat([pkcs8, secretKey as Uint8Array]);
  return { ...pair, privateKey: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }) };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
