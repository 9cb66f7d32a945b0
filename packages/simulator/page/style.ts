import { Markup } from './html.ts';

/** The page's style: light or dark as the reader has it, nothing from other hosts. */
export const style = new Markup(`
:root{color-scheme:light dark;--back:#f6f7f9;--card:#fff;--edge:#d9dee5;--text:#16202c;--soft:#5d6b7b;--line:#8fa0b5;--accent:#1155cb;--open:#0c7f5b;--open-back:#e2f5ee;--closed:#8a5a00;--closed-back:#fdf1da}
@media(prefers-color-scheme:dark){:root{--back:#10151c;--card:#18202a;--edge:#2d3947;--text:#e6ebf1;--soft:#9aa8b8;--line:#5f7187;--accent:#7fb0ff;--open:#58d3a6;--open-back:#12382c;--closed:#f0bf62;--closed-back:#3b2c0d}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
header,main,footer{max-width:1240px;margin:0 auto;padding:0 24px}
header{padding-top:28px}
h1{font-size:24px;margin:0 0 2px;letter-spacing:-.01em}
h2{font-size:19px;margin:36px 0 12px;overflow-wrap:anywhere}
h3{font-size:15px;margin:0 0 8px}
p{margin:0 0 8px}
.soft,footer{color:var(--soft)}
.figures{display:flex;flex-wrap:wrap;gap:10px;margin:18px 0 0;padding:0;list-style:none}
.figures li{background:var(--card);border:1px solid var(--edge);border-radius:10px;padding:8px 16px;min-width:104px}
.figures b{display:block;font-size:22px;line-height:1.25;font-variant-numeric:tabular-nums}
.card{background:var(--card);border:1px solid var(--edge);border-radius:12px;padding:18px 20px;margin:0 0 16px;overflow-x:auto}
.region{display:inline-block;font-size:12px;font-weight:600;padding:1px 8px;border-radius:99px;border:1px solid var(--edge);color:var(--soft);vertical-align:2px;margin-left:8px}
svg{display:block;width:100%;min-width:760px;height:auto;font:13px system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif}
svg text{fill:var(--text)}
svg .column{font-weight:650;font-size:14px}
svg .count,svg .note{fill:var(--soft);font-weight:400}
svg .note{font-size:11.5px}
svg .box rect{fill:var(--back);stroke:var(--edge)}
svg .box:hover rect{stroke:var(--accent);stroke-width:1.6}
svg .box.open rect{fill:var(--open-back);stroke:var(--open)}
svg .box.closed rect{fill:var(--closed-back);stroke:var(--closed)}
svg .line{fill:none;stroke:var(--line);stroke-width:1.4;transition:opacity .12s}
svg .line.open{stroke:var(--open)}
svg .line.closed{stroke:var(--closed);stroke-dasharray:5 4}
.legend{display:flex;flex-wrap:wrap;gap:6px 18px;margin:12px 0 0;font-size:13px;color:var(--soft)}
.tag{font-size:12px;font-weight:600;padding:1px 8px;border-radius:99px;white-space:nowrap;background:var(--back);border:1px solid var(--edge)}
.tag.open{color:var(--open);background:var(--open-back);border-color:transparent}
.tag.closed{color:var(--closed);background:var(--closed-back);border-color:transparent}
table{border-collapse:collapse;width:100%}
th{font-size:12.5px;font-weight:600;color:var(--soft);text-align:left}
th,td{padding:6px 16px 6px 0;border-bottom:1px solid var(--edge);vertical-align:top;overflow-wrap:anywhere}
tr:last-child td{border-bottom:0}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}
ul.plain{margin:0;padding:0;list-style:none}
code{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--back);border:1px solid var(--edge);border-radius:5px;padding:1px 5px;overflow-wrap:anywhere}
pre{margin:10px 0 0}pre code{display:block;padding:10px 12px}
footer{padding-top:14px;padding-bottom:40px;font-size:13px}
`);
