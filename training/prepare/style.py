"""The frame of report.html: one page, its style inside."""

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<style>
:root { color-scheme: light dark; --surface: #f7f5f1; --card: #fff; --ink: #1b1a1f;
  --soft: #5c5863; --line: #ddd7cd; --track: #ece8e1; --good: #1b6e4b; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --surface: #0e0d12; --card: #1a1820;
  --ink: #f5f2f8; --soft: #b3adbf; --line: #37333f; --track: #292631; --good: #6fd3a6;
  --bad: #ff8a80; } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 62rem; padding: 2.5rem 1.25rem 4rem; background: var(--surface);
  color: var(--ink); line-height: 1.5;
  font-family: system-ui, "Segoe UI", "Noto Sans KR", "Noto Sans CJK KR", sans-serif }
h1 { font-size: 2.25rem; margin: 0; letter-spacing: -.02em }
h2 { margin: 0 0 .75rem; font-size: 1.25rem }
h3 { margin: 1.25rem 0 .5rem; font-size: .95rem; color: var(--soft); font-weight: 600 }
p { margin: 0 0 .75rem } .note, header p, figcaption, figure p { color: var(--soft);
  font-size: .9rem } code { font-size: .85em }
section { background: var(--card); border: 1px solid var(--line); border-radius: 1rem;
  padding: 1.5rem; margin-top: 1.25rem }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .75rem;
  margin-top: 1.5rem }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: 1rem;
  padding: 1rem } .tile b { display: block; font-size: 1.5rem; line-height: 1.3;
  white-space: nowrap }
.tile span { color: var(--soft); font-size: .85rem } .tile.bad b, .bad { color: var(--bad) }
.tile.good b { color: var(--good) }
table { border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { padding: .3rem .75rem .3rem 0; text-align: right; font-size: .9rem;
  border-top: 1px solid var(--line) } thead th { border: 0; color: var(--soft); font-weight: 500 }
th:first-child { text-align: left; font-weight: 500 } tbody tr:first-child > * { border-top: 0 }
.bar { width: 22rem; max-width: 40vw; text-align: left }
.bar i { display: inline-block; height: .9rem; vertical-align: middle }
.bar i:first-child { border-radius: .25rem 0 0 .25rem }
.bar i:last-child { border-radius: 0 .25rem .25rem 0 }
.key { margin-right: 1rem; white-space: nowrap } .key i { display: inline-block; width: .7rem;
  height: .7rem; border-radius: .2rem; margin-right: .35rem }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr));
  gap: 1rem 2rem }
figure { margin: 0 } figcaption { margin-bottom: .35rem } figcaption b { color: var(--ink);
  display: block } svg { width: 100%; display: block } 
svg text { fill: var(--soft); font-size: 13px } .axis { stroke: var(--line); fill: none }
img { max-width: 100%; height: auto; display: block }
.map img { border: 1px solid var(--line); image-rendering: pixelated }
section { overflow-x: auto }
</style>
</head>
<body>
<header>
<h1>$name</h1>
<p>$licence<br>Fingerprint of the data <code>$fingerprint</code></p>
<div class="tiles">$tiles</div>
</header>
$body
</body>
</html>
"""
