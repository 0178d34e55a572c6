import { JsonText, ServiceConfig } from '@app/service-kit';
import { IsArray, IsObject, IsOptional } from 'class-validator';
import type { ClientMetadata } from 'oidc-provider';

/** What the identity service reads from its environment beside what every service reads. */
export class IdentityConfig extends ServiceConfig {
  /** Secret of each service's own client, by name of the service. Without it all share SERVICE_CLIENT_SECRET. */
  @IsOptional()
  @JsonText()
  @IsObject()
  serviceClientSecrets?: Record<string, string>;

  /** Further clients of this installation, as OpenID Connect registration describes them (RFC 7591). */
  @JsonText()
  @IsArray()
  oidcClients: ClientMetadata[] = [];
}
