const style = `
body { margin: 0; background: #fff; }
.top { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .5rem 1.5rem;
  padding: .9rem 1.5rem; background: #0b4650; color: #fff; font: 1rem/1.4 system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; }
.top a { color: #d5eef1; text-decoration: none; font-size: .92rem; }
.top a:hover { text-decoration: underline; }
.top .brand { display: inline-flex; align-items: center; gap: .6rem; color: #fff; font-weight: 650; font-size: 1.1rem; }
.mark { width: 1.2rem; height: 1.2rem; border-radius: 50% 50% 50% .2rem; background: #5cc3cf; }
.top nav { display: flex; gap: 1.25rem; }
.swagger-ui .info { margin: 2rem 0 1rem; }
.swagger-ui .scheme-container { box-shadow: none; border-bottom: 1px solid #e2e8ea; padding: 1rem 0; }
.swagger-ui .schemes-server-container { visibility: hidden; }
.swagger-ui .info a, .swagger-ui .info li a, .swagger-ui .info p a { color: #0b6470; }
.swagger-ui .info code { color: #0b4650; background: #eef4f5; font-weight: 500; }
.swagger-ui .btn.authorize { color: #0b6470; border-color: #0b6470; }
.swagger-ui .btn.authorize svg { fill: #0b6470; }
.swagger-ui .wrapper { max-width: 76rem; }
.swagger-ui .opblock-tag { padding: .55rem .5rem; font-size: 1.05rem; font-weight: 600; }
.swagger-ui .auth-container div:has(> label[for^='client_secret']) { display: none; }
`;

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  // swagger-ui sets styles on its elements.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The API pages: swagger-ui, fed from `/api/openapi.json`. All addresses are relative, so they hold wherever the gateway
 * is reached.
 */
export function docsPage(): { headers: Record<string, string>; body: string } {
  const body = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>API · Tulga</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="docs/swagger-ui.css" />
    <style>${style}</style>
  </head>
  <body>
    <div class="top">
      <a class="brand" href="../"><span class="mark" aria-hidden="true"></span>Tulga API</a>
      <nav><a href="openapi.json">OpenAPI document</a></nav>
    </div>
    <main id="swagger-ui"></main>
    <script src="docs/swagger-ui-bundle.js"></script>
    <script src="docs/initializer.js"></script>
  </body>
</html>
`;
  return {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-cache',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    },
    body,
  };
}

/** Starts swagger-ui: PKCE with the public client, and a new choice of person at each sign-in. */
export const initializer = `
const here = new URL('.', new URL('docs/x', location.href));
const ui = SwaggerUIBundle({
  url: new URL('../openapi.json', here).href,
  dom_id: '#swagger-ui',
  presets: [SwaggerUIBundle.presets.apis],
  layout: 'BaseLayout',
  deepLinking: true,
  docExpansion: 'none',
  filter: true,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  validatorUrl: null,
  oauth2RedirectUrl: new URL('oauth2-redirect.html', here).href,
});
ui.initOAuth({
  clientId: 'tulga-docs',
  scopes: ['openid'],
  usePkceWithAuthorizationCodeGrant: true,
  additionalQueryStringParams: { prompt: 'login' },
});
`;
