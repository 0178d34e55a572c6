import { manifestsOf } from '../test/some-manifests.ts';
import { keycloakRealm } from './realm.ts';

interface Mapper {
  name: string;
  config: Record<string, string>;
}
interface Client {
  clientId: string;
  publicClient: boolean;
  secret?: string;
  attributes?: Record<string, string>;
  defaultClientScopes: string[];
  protocolMappers: Mapper[];
}
interface Realm {
  clients: Client[];
  users: { username: string; attributes: { person_id: string[] } }[];
  components: Record<string, { config: Record<string, string[]> }[]>;
}

const realm = JSON.parse(keycloakRealm(manifestsOf('directory', 'programs'))) as Realm;
const clientOf = (id: string): Client => realm.clients.find(({ clientId }) => clientId === id)!;
const claimsOf = ({ protocolMappers }: Client): Record<string, string | undefined> =>
  Object.fromEntries(
    protocolMappers.map(({ name, config }) => [
      name,
      config['claim.value'] ?? config['user.attribute'] ?? config['included.custom.audience'],
    ]),
  );

describe('The realm for Keycloak', () => {
  it('signs people in with PKCE, without a secret, and names the person in the token', () => {
    const console = clientOf('tulga-console');

    expect(console).toMatchObject({
      publicClient: true,
      standardFlowEnabled: true,
      directAccessGrantsEnabled: false,
      attributes: { 'pkce.code.challenge.method': 'S256' },
    });
    expect(console).not.toHaveProperty('secret');
    expect(claimsOf(console)).toEqual({ audience: 'tulga', person_id: 'person_id' });
  });

  it('has a client for each service, whose tokens are about the client itself', () => {
    expect(realm.clients.map(({ clientId }) => clientId)).toEqual([
      ...['tulga-console', 'service-directory', 'service-programs'],
    ]);
    const client = clientOf('service-programs');
    expect(client).toMatchObject({ publicClient: false, serviceAccountsEnabled: true, defaultClientScopes: [] });
    expect(client.secret).toBe('${PROGRAMS_CLIENT_SECRET}');
    expect(claimsOf(client)).toEqual({ audience: 'tulga', sub: 'service-programs', client_id: 'service-programs' });
  });

  it('has three demo users, whose person nobody but an administrator sets', () => {
    const [profile] = realm.components['org.keycloak.userprofile.UserProfileProvider']!;
    const { attributes } = JSON.parse(profile!.config['kc.user.profile.config']![0]!) as {
      attributes: { name: string; permissions: object }[];
    };

    expect(realm.users.map(({ username }) => username)).toEqual(['administrator', 'organizer', 'coordinator']);
    for (const { attributes } of realm.users) expect(attributes.person_id[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(attributes.find(({ name }) => name === 'person_id')?.permissions).toEqual({
      view: ['admin'],
      edit: ['admin'],
    });
  });
});
