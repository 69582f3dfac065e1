// How a page looks: light, dark and printed. Colours are Okabe and Ito's (2008, "Color Universal
// Design"), which people with any colour blindness tell apart; what they say is written beside them
// too.

/// The style sheet of pages.
enum PageStyle {
    static let sheet = Markup.style(
        """
        :root { color-scheme: light dark;
          --paper: #ffffff; --ink: #1b1f24; --soft: #57606a; --grid: #e4e7eb; --rule: #8c959f;
          --panel: #f5f7f9; --a: #0072b2; --b: #d55e00; --c: #009e73; --d: #a8568a;
          --note: #fff6e0; }
        @media (prefers-color-scheme: dark) { :root {
          --paper: #14181d; --ink: #e6eaee; --soft: #a3adb8; --grid: #2a313a; --rule: #6b7682;
          --panel: #1d232a; --a: #56b4e9; --b: #f0a04b; --c: #3fc79a; --d: #d992be;
          --note: #33291a; } }
        @media print { :root { color-scheme: light;
          --paper: #ffffff; --ink: #000000; --soft: #444444; --grid: #dddddd; --rule: #777777;
          --panel: #f4f4f4; --a: #0072b2; --b: #d55e00; --c: #009e73; --d: #a8568a;
          --note: #f4f4f4; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink);
          font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans",
            sans-serif; }
        main { max-width: 808px; margin: 0 auto; padding: 24px 24px 64px; }
        h1 { font-size: 1.15rem; font-weight: 600; color: var(--soft); margin: 0 0 4px;
          overflow-wrap: anywhere; }
        h2 { font-size: 1.2rem; margin: 44px 0 6px; }
        p { margin: 6px 0; max-width: 44rem; overflow-wrap: anywhere; }
        .verdict { font-size: 1.5rem; line-height: 1.3; font-weight: 650; margin: 0 0 10px; }
        .remark { background: var(--note); border-left: 4px solid var(--b); padding: 8px 12px;
          white-space: pre-wrap; tab-size: 2; }
        figure { margin: 12px 0; }
        svg { display: block; width: 100%; height: auto; margin: 0 0 14px; }
        svg.narrow { display: none; }
        svg .t { fill: var(--ink); font-size: 12px; font-variant-numeric: tabular-nums; }
        svg .soft, svg .axis { fill: var(--soft); }
        svg .strong { font-weight: 650; }
        .grid { stroke: var(--grid); stroke-width: 1; }
        .base { stroke: var(--rule); stroke-width: 1; }
        .zero { stroke: var(--ink); stroke-width: 1; stroke-dasharray: 2 3; }
        .stop { stroke: var(--b); stroke-width: 1.5; }
        .margin { fill: var(--c); fill-opacity: .16; }
        .band { fill: var(--a); fill-opacity: .16; }
        .edge { fill: none; stroke: var(--a); stroke-width: 1.25; }
        .formula { fill: none; stroke: var(--rule); stroke-width: 1.25; stroke-dasharray: 3 3; }
        .mean, .line-a, .line-b, .line-c, .line-d, .line-soft { fill: none; stroke-width: 2;
          stroke-linejoin: round; }
        .mean { stroke: var(--ink); }
        .line-a { stroke: var(--a); } .line-b { stroke: var(--b); stroke-dasharray: 9 3; }
        .line-c { stroke: var(--c); stroke-dasharray: 2 3; }
        .line-d { stroke: var(--d); stroke-dasharray: 9 3 2 3; }
        .line-soft { stroke: var(--rule); stroke-width: 1.25; }
        .dot { fill: var(--ink); stroke: var(--paper); stroke-width: 1; }
        .bar { fill: var(--a); } .bar-b { fill: var(--b); } .nothing { fill: var(--rule); }
        .quantile-a { fill: var(--a); fill-opacity: .15; }
        .quantile-b { fill: var(--b); fill-opacity: .15; }
        .path-a, .path-b { fill: none; stroke: var(--rule); stroke-width: .8; stroke-opacity: .7; }
        .range { stroke: var(--a); stroke-width: 2; }
        .expected { stroke: var(--b); stroke-width: 3; }
        .cell { stroke: var(--rule); stroke-width: 1; }
        .symbol-0, .symbol-5 { fill: var(--a); } .symbol-1, .symbol-6 { fill: var(--b); }
        .symbol-2, .symbol-7 { fill: var(--c); } .symbol-3 { fill: var(--d); }
        .symbol-4 { fill: var(--rule); } .cell { fill-opacity: .28; }
        .symbol-5, .symbol-6, .symbol-7 { fill-opacity: .1; }
        svg .cell-text { font-size: 11px; }
        .scroll { overflow-x: auto; margin: 10px 0 16px; }
        table { border-collapse: collapse; font-size: .86rem; font-variant-numeric: tabular-nums; }
        caption { text-align: left; color: var(--soft); padding: 2px 0 6px; }
        th, td { padding: 3px 14px 3px 0; text-align: left; vertical-align: top;
          border-bottom: 1px solid var(--grid); unicode-bidi: isolate; max-width: 26rem;
          overflow-wrap: break-word; }
        thead th { color: var(--soft); font-weight: 600; border-bottom: 1px solid var(--rule); }
        tbody th { font-weight: 500; }
        .n, thead th.r { text-align: right; } tbody th, tbody td { white-space: nowrap; }
        tbody .w { white-space: normal; min-width: 12rem; }
        details { margin: 8px 0; } summary { cursor: pointer; color: var(--soft); padding: 6px 0; }
        pre { background: var(--panel); padding: 12px; margin: 8px 0 16px; white-space: pre-wrap;
          overflow-wrap: anywhere; }
        code { font: .86rem/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
          overflow-wrap: anywhere; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 18px; margin: 0; }
        dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; min-width: 0;
          unicode-bidi: isolate; }
        @media screen and (max-width: 600px) {
          main { padding: 16px 15px 48px; } .verdict { font-size: 1.25rem; }
          svg.wide { display: none; } svg.narrow { display: block; }
          dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 8px; } }
        @page { margin: 16mm 14mm; }
        @media print { body { font-size: 10.5pt; } main { padding: 0; max-width: none; }
          h2, caption, summary, section > p { break-after: avoid; } h2 { margin-top: 22px; }
          svg, tr, pre, p, .remark, dt, dd { break-inside: avoid; }
          thead { display: table-header-group; } .scroll { overflow: visible; }
          table { width: auto; max-width: 100%; font-size: 8pt; } th, td { padding-right: 8px; }
          tbody th, tbody td, tbody .w { white-space: normal; min-width: 0; }
          svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          svg.wide { max-width: 160mm; } details:not([open]) { display: none; } }
        """)
}
