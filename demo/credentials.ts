import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { verifyCredentialCopy } from '../apps/certification/test/conformance/verifier.ts';
import type { IssuedCertificate } from './tell.ts';
import type { World } from './world.ts';

type Credential = Record<string, any>;

/**
 * Writes every issued credential and what a verifier fetches (DID documents, status lists, achievements) below `folder`,
 * and has a verifier that is not ours judge each credential by these files alone.
 * @returns what did not hold
 */
export async function collectCredentials(worlds: World[], folder: string): Promise<string[]> {
  await rm(join(folder, 'credentials'), { recursive: true, force: true });
  await rm(join(folder, 'public'), { recursive: true, force: true });
  const failures: string[] = [];
  const published = new Map<string, unknown>();
  for (const world of worlds) {
    for await (const certificate of registry(world)) {
      const credential = await read(world, `/credentials/${certificate.credentialId}`, 'application/vc');
      await write(join(folder, 'credentials', `${certificate.number}.json`), credential);
      await collect(world, addressesOf(credential), published);
      const verdict = await verifyCredentialCopy(credential, async (url: string) => published.get(canonical(url)));
      const expected = certificate.status === 'revoked' ? 'revoked' : 'valid';
      if (verdict.signature !== 'valid' || verdict.status !== expected)
        failures.push(`${certificate.number} is ${expected}, but the verifier says ${JSON.stringify(verdict)}`);
    }
  }
  const index: Record<string, string> = {};
  for (const [url, document] of published) {
    const file = `${new URL(url).pathname.slice(1)}${url.endsWith('.json') ? '' : '.json'}`;
    index[url] = file;
    await write(join(folder, 'public', file), document);
  }
  await write(join(folder, 'public', 'index.json'), index);
  return failures;
}

/** Reads what is published at the addresses, each once. */
async function collect(world: World, urls: string[], published: Map<string, unknown>): Promise<void> {
  for (const url of urls) {
    if (!published.has(url)) published.set(url, await read(world, new URL(url).pathname, 'application/json'));
  }
}

/** All certificates and acknowledgments of a cohort, page by page. */
async function* registry(world: World): AsyncGenerator<IssuedCertificate> {
  let cursor: string | null = '';
  do {
    const from: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const path = `/api/certification/v1/certificates?cohortId=${world.one.cohort}&limit=200${from}`;
    const answer: { data: IssuedCertificate[]; page: { nextCursor: string | null } } = await world.asOfficer(path);
    yield* answer.data;
    cursor = answer.page.nextCursor;
  } while (cursor);
}

/** did:web of this installation and the addresses that a credential names. */
function addressesOf(credential: Credential): string[] {
  const entries = [credential.credentialStatus].flat().filter(Boolean);
  return [
    didAddress(credential.issuer.id, credential.id),
    ...entries.map((entry: Credential) => String(entry.statusListCredential)),
    String(credential.credentialSubject.achievement.id),
  ];
}

/** Address of a did:web document (https://w3c-ccg.github.io/did-method-web/), with the scheme of the installation. */
function didAddress(did: string, near: string): string {
  const [host, ...path] = did.replace('did:web:', '').split(':').map(decodeURIComponent);
  return `${new URL(near).protocol}//${host}/${path.length > 0 ? `${path.join('/')}/did.json` : '.well-known/did.json'}`;
}

/** A verifier resolves did:web over https; a local installation answers on http. */
function canonical(url: string): string {
  return url.replace(/^https:\/\/(localhost|127\.0\.0\.1)/, 'http://$1').split('#')[0];
}

async function read(world: World, path: string, accept: string): Promise<Credential> {
  const answer = await world.stage.client.open(path, accept);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return (await answer.json()) as Credential;
}

async function write(file: string, content: unknown): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(content, null, 2)}\n`);
}
