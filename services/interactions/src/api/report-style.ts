/** For a screen and for an A4 page: no colours that a printer would lose, no row torn apart. */
export const STYLE = `
:root { color-scheme: light; font: 14px/1.45 system-ui, 'Noto Sans', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif; }
body { margin: 0; background: #fff; color: #1a1a1a; }
main { max-width: 1000px; margin: 0 auto; padding: 32px 24px; }
header { border-bottom: 2px solid #1a1a1a; margin-bottom: 16px; }
h1 { font-size: 26px; margin: 0 0 8px; }
h2 { font-size: 17px; margin: 28px 0 8px; }
h3 { font-size: 14px; margin: 18px 0 6px; }
dl { display: flex; flex-wrap: wrap; gap: 4px 8px; margin: 0 0 12px; }
dt { color: #555; }
dd { margin: 0 16px 0 0; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: 5px 8px; border-bottom: 1px solid #d5d5d5; text-align: right; font-variant-numeric: tabular-nums; }
thead th { border-bottom: 1px solid #1a1a1a; font-weight: 600; vertical-align: bottom; }
tr > :first-child { text-align: left; font-weight: 400; white-space: nowrap; }
svg { width: 100%; height: auto; display: block; margin: 8px 0; }
footer { margin-top: 28px; color: #555; font-size: 12px; }
@media (max-width: 720px) { section { overflow-x: auto; } }
@media print {
  @page { size: A4; margin: 15mm; }
  :root { font-size: 11px; }
  main { max-width: none; padding: 0; }
  table, svg { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
}`;
