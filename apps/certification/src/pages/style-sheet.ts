/** The style of all public pages: on paper as on screen. */
export const styleSheet = `
:root {
  color-scheme: light;
  --ink: #16232b; --quiet: #5a6a73; --paper: #fff; --ground: #eef2f3; --line: #d7dfe2; --accent: #0b5563; --gold: #b08a3c;
  --good: #14613c; --good-ground: #e8f4ed; --bad: #9a1f2b; --bad-ground: #fbecec; --doubt: #7a4f05; --doubt-ground: #fdf3dd;
  --serif: 'Noto Serif', 'Source Serif 4', Georgia, 'Times New Roman', 'DejaVu Serif', serif;
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; }
.top, .sheet, .foot { max-width: 48rem; margin: 0 auto; padding-inline: 1.5rem; }
.top { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: .5rem 1.5rem; padding-block: 1.75rem 1.1rem; }
.brand { color: inherit; text-decoration: none; font-weight: 650; letter-spacing: .02em; }
.brand small { font-weight: 400; font-size: .92rem; color: var(--quiet); letter-spacing: 0; margin-left: .6rem; }
.languages { display: flex; gap: 1rem; list-style: none; margin: 0; padding: 0; font-size: .92rem; }
.languages li { color: var(--ink); font-weight: 600; }
.languages a { font-weight: 400; }
a { color: var(--accent); text-underline-offset: .18em; text-decoration-thickness: 1px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.sheet { background: var(--paper); border: 1px solid var(--line); border-top: 4px solid var(--gold); border-radius: .3rem; padding-bottom: 2.25rem; }
.verdict { display: flex; gap: 1rem; align-items: center; margin: 0 -1.5rem 2.25rem; padding: 1.05rem 1.5rem; }
.verdict svg { flex: none; width: 2.5rem; height: 2.5rem; }
.verdict strong { display: block; font-size: 1.2rem; line-height: 1.3; }
.verdict span { display: block; font-size: .95rem; }
.valid { background: var(--good-ground); color: var(--good); }
.revoked { background: var(--bad-ground); color: var(--bad); }
.unconfirmed { background: var(--doubt-ground); color: var(--doubt); }
.award { text-align: center; padding-bottom: 2rem; }
.kind { margin: 0 0 1.1rem; color: var(--accent); font-size: .98rem; letter-spacing: .04em; }
h1 { margin: 0; font: 600 2.1rem/1.25 var(--serif); text-wrap: balance; }
h1.mono { font: 600 1.5rem/1.3 ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', monospace; }
.latin { margin: .35rem 0 0; font: 1.25rem/1.4 var(--serif); color: var(--quiet); }
.program { margin: 1.4rem auto 0; max-width: 34rem; font-size: 1.18rem; line-height: 1.4; text-wrap: balance; }
.page { padding-top: 2rem; }
.page h1 { font-size: 1.75rem; margin-bottom: .8rem; }
h2 { margin: 0 0 .6rem; font-size: 1.05rem; font-weight: 650; }
p { margin: 0 0 .8rem; }
.facts { display: grid; grid-template-columns: minmax(9rem, 15rem) 1fr; margin: 0 0 2rem; border-top: 1px solid var(--line); }
.facts > div { display: contents; }
.facts dt, .facts dd { margin: 0; padding: .6rem 0; border-bottom: 1px solid var(--line); }
.facts dt { color: var(--quiet); padding-right: 1.5rem; }
.facts dd { font-weight: 500; overflow-wrap: anywhere; }
.mono { font-family: ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', monospace; font-size: .95em; letter-spacing: .01em; }
.self { display: grid; grid-template-columns: 1fr 8.5rem; gap: 1.5rem 2rem; align-items: start; }
.self ol { margin: 0; padding-left: 1.3rem; }
.self li { margin-bottom: .55rem; }
.self li .mono { display: block; font-size: .78rem; color: var(--quiet); overflow-wrap: anywhere; line-height: 1.4; }
.qr { margin: 0; text-align: center; font-size: .78rem; color: var(--quiet); line-height: 1.35; }
.qr svg { width: 100%; height: auto; display: block; margin-bottom: .45rem; }
.fallback { color: var(--quiet); font-weight: 400; border: 1px solid var(--line); border-radius: .25rem; padding: 0 .3rem; }
.note { color: var(--quiet); }
form { margin: 1.5rem 0 .5rem; }
label { display: block; margin-bottom: .35rem; font-weight: 600; }
.row { display: flex; flex-wrap: wrap; gap: .6rem; }
input { flex: 1 1 18rem; min-width: 0; padding: .65rem .8rem; font: inherit; color: inherit; border: 1px solid #8d9ba2; border-radius: .3rem; background: #fff; }
button { padding: .65rem 1.4rem; font: inherit; font-weight: 600; color: #fff; background: var(--accent); border: 0; border-radius: .3rem; cursor: pointer; }
.foot { padding-block: 1.2rem 3rem; font-size: .87rem; color: var(--quiet); }
@media (max-width: 36rem) {
  .top, .sheet, .foot { padding-inline: 1rem; }
  .verdict { margin-inline: -1rem; padding-inline: 1rem; }
  h1 { font-size: 1.65rem; }
  .facts { grid-template-columns: 1fr; }
  .facts dt { border-bottom: 0; padding-bottom: 0; font-size: .92rem; }
  .facts dd { padding-top: .1rem; }
  .self { grid-template-columns: 1fr; }
  .qr { max-width: 9rem; }
}
@media print {
  @page { size: A4; margin: 14mm; }
  body { background: none; font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .languages, form { display: none; }
  .top, .sheet, .foot { max-width: none; padding-inline: 0; }
  .sheet { border-width: 3px 0 0; border-radius: 0; padding-bottom: .5rem; }
  .top { padding-block: 0 .6rem; }
  .verdict { margin: 0 0 1.4rem; }
  .award { padding-bottom: 1.2rem; }
  .facts { margin-bottom: 1.2rem; }
  .facts dt, .facts dd { padding: .34rem 0; }
  .self li { margin-bottom: .3rem; }
  .foot { padding-block: 0; font-size: 8pt; }
  .self, .facts > div { break-inside: avoid; }
  a { color: inherit; text-decoration: none; }
}
`;
