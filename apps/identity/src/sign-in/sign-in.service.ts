import { Injectable } from '@nestjs/common';
import type { IncomingMessage, ServerResponse } from 'node:http';
import Provider, { errors } from 'oidc-provider';
import { AccountsService } from '../accounts/accounts.service.js';
import { IdentityConfig } from '../identity.config.js';
import { choose, type Language } from '../pages/language.js';
import type { Page } from '../pages/layout.js';
import { expiredPage } from '../pages/notices.js';
import { texts } from '../pages/texts.js';
import { PeopleQueries } from './people.queries.js';
import type { SignInForm as Submitted, SignInQuery } from './sign-in.dto.js';
import { passwordPage, peoplePage, type SignInForm } from './sign-in.pages.js';

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

/** The part of signing in that belongs to the person: who is it? Everything before and after is the provider's. */
@Injectable()
export class SignInService {
  constructor(
    private readonly provider: Provider,
    private readonly config: IdentityConfig,
    private readonly people: PeopleQueries,
    private readonly accounts: AccountsService,
  ) {}

  /** The page that asks. */
  async page(request: IncomingMessage, response: ServerResponse, query: SignInQuery): Promise<Page> {
    const interaction = await this.interactionOf(request, response);
    if (!interaction) return expiredPage(languageOf(request, query));
    return this.ask(await this.formOf(interaction, request, query), query);
  }

  /** Takes the answer: the address to go on to, or the page again. */
  async submit(
    request: IncomingMessage,
    response: ServerResponse,
    query: SignInQuery,
    submitted: Submitted,
  ): Promise<Page | string> {
    const interaction = await this.interactionOf(request, response);
    if (!interaction) return expiredPage(languageOf(request, query));
    const personId = await this.whoIs(submitted);
    if (!personId) return this.askAgain(await this.formOf(interaction, request, query), query, submitted);

    await this.leaveOtherSession(interaction, personId);
    const login = { accountId: personId, amr: [this.config.demo ? 'demo' : 'pwd'] };
    return this.provider.interactionResult(request, response, { login }, { mergeWithLastSubmission: false });
  }

  private async whoIs({ personId, login, password }: Submitted): Promise<string | null> {
    if (this.config.demo) return personId && (await this.people.findActive(personId)) ? personId : null;
    const known = login && password ? await this.accounts.check(login, password) : null;
    return known && (await this.people.findActive(known)) ? known : null;
  }

  private async ask(form: SignInForm, query: SignInQuery, problem?: string): Promise<Page> {
    if (!this.config.demo) return passwordPage(form);
    const search = { text: query.q ?? '', pageNumber: query.page ?? 0 };
    return peoplePage(form, search, await this.people.search(search.text, search.pageNumber), problem);
  }

  private async askAgain(form: SignInForm, query: SignInQuery, { login }: Submitted): Promise<Page> {
    const words = texts[form.language];
    if (!this.config.demo) return passwordPage(form, login, words.wrongPassword);
    const page = await this.ask(form, query, words.notKnownYet);
    return { ...page, headers: { ...page.headers, 'retry-after': '1' } };
  }

  /** Null when it has run out, or was begun in another browser. */
  private async interactionOf(request: IncomingMessage, response: ServerResponse): Promise<Interaction | null> {
    try {
      return await this.provider.interactionDetails(request, response);
    } catch (error) {
      if (error instanceof errors.SessionNotFound) return null;
      throw error;
    }
  }

  private async formOf(interaction: Interaction, request: IncomingMessage, query: SignInQuery): Promise<SignInForm> {
    const { client_id: clientId, redirect_uri: redirectUri, ui_locales: locales } = interaction.params;
    const client = await this.provider.Client.find(String(clientId));
    return {
      language: languageOf(request, query, locales),
      path: `/oidc/sign-in/${interaction.uid}`,
      application: client?.clientName ?? 'Tulga',
      formTarget: typeof redirectUri === 'string' ? new URL(redirectUri).origin : undefined,
    };
  }

  /** Who signs in as somebody else leaves the former session: the provider would ask once more, on a page with a script. */
  private async leaveOtherSession(interaction: Interaction, personId: string): Promise<void> {
    const { session } = interaction;
    if (!session?.accountId || session.accountId === personId) return;
    const former = await this.provider.Session.find(session.cookie);
    await former?.destroy();
    interaction.session = undefined;
    await interaction.persist();
  }
}

function languageOf(request: IncomingMessage, query: SignInQuery, locales?: unknown): Language {
  return choose(query.lang, typeof locales === 'string' ? locales : undefined, request.headers['accept-language']);
}
