import { Module } from '@nestjs/common';
import Provider from 'oidc-provider';
import { DataSource } from 'typeorm';
import { AccountsService } from './accounts/accounts.service.js';
import { IdentityConfig } from './identity.config.js';
import { ExpiredModels } from './provider/expired-models.js';
import { OidcRoutes } from './provider/oidc-routes.js';
import { makeProvider } from './provider/provider.factory.js';
import { PeopleConsumer } from './replicas/people.consumer.js';
import { PeopleQueries } from './sign-in/people.queries.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { SignInService } from './sign-in/sign-in.service.js';

/** The identity service: an OpenID Connect provider and the pages it needs. */
@Module({
  controllers: [SignInController, PeopleConsumer],
  providers: [
    AccountsService,
    ExpiredModels,
    OidcRoutes,
    PeopleQueries,
    SignInService,
    { provide: Provider, useFactory: makeProvider, inject: [IdentityConfig, DataSource, PeopleQueries] },
  ],
})
export class IdentityModule {}
