import { Html, html } from './html.js';

describe('html', () => {
  it('escapes what is put in', () => {
    expect(html`<p title="${`"'`}">${'<script>&'}</p>`.text).toBe('<p title="&quot;&#39;">&lt;script&gt;&amp;</p>');
  });

  it('keeps what is HTML already, and joins lists', () => {
    expect(html`${[1, 2].map((number) => html`<li>${number}</li>`)}${new Html('<hr>')}`.text).toBe(
      '<li>1</li><li>2</li><hr>',
    );
  });

  it('leaves out what is not there, but not a zero', () => {
    expect(html`${false}${null}${undefined}${0}`.text).toBe('0');
  });
});
