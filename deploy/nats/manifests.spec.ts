import { contracts } from '@app/contracts';
import { readManifests, unpublished } from '../local/manifests.ts';

const nameOf = ({ kind, name }: (typeof contracts)[number]): string => (kind === 'state' ? `state:${name}` : name);

describe('the manifests of all services', () => {
  const manifests = readManifests();
  const known = contracts.map(nameOf);

  it('name contracts that exist', () => {
    const named = manifests.flatMap(({ publishes, consumes }) => [...publishes, ...consumes]);

    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('publish every contract of their service', () => {
    const published = manifests.flatMap(({ publishes }) => publishes);
    const services = manifests.map(({ name }) => name);
    const owned = contracts.filter(({ service }) => services.includes(service)).map(nameOf);

    expect(owned.filter((name) => !published.includes(name))).toEqual([]);
  });

  it('consume nothing that nobody publishes', () => {
    expect(unpublished(manifests)).toEqual([]);
  });
});
