import { createHash } from 'node:crypto';

export const style = `
:root { color-scheme: light dark; --ground: #f6f7f9; --card: #fff; --ink: #1b2430; --soft: #4d5a6b; --line: #8793a3; --faint: #dde2e8;
  --lead: #0b5cad; --on-lead: #fff; --bad: #a4161a; --bad-ground: #fdecec; }
@media (prefers-color-scheme: dark) { :root { --ground: #12171e; --card: #1a212b; --ink: #e8edf3; --soft: #b3bfcd; --line: #7d8a9b;
  --faint: #2c3643; --lead: #7cb8f5; --on-lead: #0c1a29; --bad: #ff9b9b; --bad-ground: #3a1c20; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1.0625rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto,
  "Noto Sans", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
main { max-width: 44rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
header { display: flex; justify-content: flex-end; max-width: 44rem; margin: 0 auto; padding: .75rem 1rem 0; }
a { color: var(--lead); }
header a { padding: .4rem .6rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; text-wrap: balance; }
h2 { font-size: 1.1rem; margin: 2rem 0 .75rem; }
.intro, .note, .hint { color: var(--soft); }
.note, .hint { font-size: .9375rem; }
.hint { margin: 0 0 .6rem; }
h2 + .hint { margin-top: -.5rem; }
.card, fieldset.question { background: var(--card); border: 1px solid var(--faint); border-radius: .75rem; padding: 1rem; margin: 0 0 1rem; }
fieldset { min-width: 0; border: 0; margin: 0; padding: 0; }
legend { padding: 0; font-weight: 600; }
fieldset.question > legend { float: left; width: 100%; margin-bottom: .6rem; }
fieldset.question > legend + * { clear: both; }
fieldset.part { margin-top: .6rem; }
fieldset.part > legend { font-weight: 400; color: var(--soft); margin-bottom: .35rem; font-size: .9375rem; }
.scale { display: grid; grid-template-columns: repeat(7, minmax(0, 1fr)); gap: .35rem; }
.points-5 { grid-template-columns: repeat(5, minmax(0, 1fr)); }
.points-11 { grid-template-columns: repeat(11, minmax(0, 1fr)); }
.choices { display: flex; gap: .5rem; }
.choices label { min-width: 5rem; }
.scale label, .choices label { position: relative; display: block; }
.scale input, .choices input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.scale span, .choices span { display: block; text-align: center; padding: .6rem 0; border: 1px solid var(--line); border-radius: .5rem;
  font-variant-numeric: tabular-nums; }
.scale input:hover + span, .choices input:hover + span { border-color: var(--lead); }
.scale input:checked + span, .choices input:checked + span { background: var(--lead); border-color: var(--lead); color: var(--on-lead);
  font-weight: 700; }
.scale input:focus-visible + span, .choices input:focus-visible + span, a:focus-visible, button:focus-visible, textarea:focus-visible,
input[type=text]:focus-visible, select:focus-visible { outline: 3px solid var(--lead); outline-offset: 2px; }
.ends { display: flex; justify-content: space-between; gap: 1rem; margin: .4rem 0 0; color: var(--soft); font-size: .9375rem; }
.ends span + span { text-align: right; }
label.field { display: block; font-weight: 600; }
input[type=text], select, textarea { width: 100%; font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--line);
  border-radius: .5rem; padding: .55rem .7rem; margin-top: .3rem; }
input.short { width: 7rem; }
.pair { display: grid; grid-template-columns: 1fr 8rem; gap: .75rem; }
.points { display: grid; grid-template-columns: 1fr 6rem; gap: .5rem .75rem; align-items: center; }
.points input { margin: 0; text-align: right; }
button { font: inherit; font-weight: 700; color: var(--on-lead); background: var(--lead); border: 0; border-radius: .5rem;
  padding: .75rem 1.75rem; cursor: pointer; }
.fault { color: var(--bad); font-weight: 600; margin: .4rem 0 0; }
.problems { background: var(--bad-ground); border: 2px solid var(--bad); border-radius: .75rem; padding: 1rem; margin: 0 0 1.25rem; }
.problems h2 { margin: 0 0 .25rem; }
.problems ul { margin: .5rem 0 0; padding-left: 1.25rem; }
@media (max-width: 30rem) { .scale.long { grid-template-columns: repeat(6, minmax(0, 1fr)); } .pair { grid-template-columns: 1fr; } }
@media (forced-colors: active) { .scale input:checked + span, .choices input:checked + span { outline: 3px solid Highlight; } }
`;

/** Of the page alone: nothing is loaded, nothing runs, and the form goes back to where it came from. */
export const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');
