/** The style of all pages of this service. */
export const styleSheet = `
:root {
  color-scheme: light dark;
  --ink: #16262e; --quiet: #55666e; --paper: #ffffff; --ground: #f2f5f6; --line: #d5dde0;
  --accent: #0b6470; --on-accent: #ffffff; --tint: #e7f1f2; --warn: #8a3b12; --warn-tint: #fbf0e9;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e6edef; --quiet: #9fb0b7; --paper: #18242a; --ground: #10191d; --line: #2f3f46;
    --accent: #5cc3cf; --on-accent: #07262b; --tint: #1e3238; --warn: #f0b08c; --warn-tint: #33241c;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; min-height: 100vh; background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif;
}
header, main { max-width: 34rem; margin: 0 auto; padding: 0 1.25rem; }
header { display: flex; align-items: center; justify-content: space-between; gap: 1rem; padding-top: 2rem; padding-bottom: 1.25rem; }
.brand { display: inline-flex; align-items: center; gap: .6rem; font-weight: 650; font-size: 1.15rem; letter-spacing: .01em; }
.mark { width: 1.35rem; height: 1.35rem; border-radius: 50% 50% 50% .2rem; background: var(--accent); }
.languages { display: flex; gap: .9rem; list-style: none; margin: 0; padding: 0; font-size: .9rem; }
.languages li { color: var(--quiet); }
.languages li[aria-current] { color: var(--ink); font-weight: 600; }
a { color: var(--accent); text-underline-offset: .15em; }
main > * { margin: 0 0 1rem; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; padding: 1.75rem; margin-bottom: 2.5rem; }
h1 { margin: 0 0 .35rem; font-size: 1.5rem; line-height: 1.25; font-weight: 650; }
h2 { margin: 1.5rem 0 .5rem; font-size: .85rem; font-weight: 600; color: var(--quiet); }
p { margin: 0 0 1rem; color: var(--quiet); }
form { margin: 0; }
label { display: block; margin: 0 0 .3rem; font-weight: 600; font-size: .92rem; }
input {
  width: 100%; padding: .6rem .75rem; font: inherit; color: inherit; background: var(--paper);
  border: 1px solid var(--line); border-radius: .5rem;
}
.secondary { padding: .6rem 1.1rem; color: inherit; background: none; border: 1px solid var(--line); border-radius: .5rem; }
.field { margin-bottom: 1rem; }
.search { display: flex; gap: .5rem; align-items: end; }
.search div { flex: 1; }
button { font: inherit; cursor: pointer; }
.primary {
  padding: .6rem 1.1rem; font-weight: 600; color: var(--on-accent); background: var(--accent);
  border: 1px solid var(--accent); border-radius: .5rem;
}
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.people { list-style: none; margin: 0; padding: 0; border: 1px solid var(--line); border-radius: .5rem; overflow: hidden; }
.people li + li { border-top: 1px solid var(--line); }
.people button {
  display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: .15rem 1rem;
  width: 100%; padding: .65rem .85rem; text-align: left; color: inherit; background: none; border: 0;
}
.people button:hover { background: var(--tint); }
.people button:focus-visible { outline-offset: -3px; }
.empty { margin: 1.5rem 0 .25rem; }
.name { font-weight: 550; }
.role { color: var(--quiet); font-size: .87rem; }
.pages { display: flex; justify-content: space-between; margin: .9rem 0 0; font-size: .92rem; }
.notice { padding: .7rem .9rem; border-radius: .5rem; background: var(--warn-tint); color: var(--warn); }
.code { color: var(--quiet); font-size: .85rem; margin-bottom: 0; }
`;
