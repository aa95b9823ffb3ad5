// What stands around the content of an HTML paper: style sheet and the script of the buttons.
#pragma once

#include <string_view>

namespace grdp::report::html_page {

inline constexpr std::string_view kStyle = R"(:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #1f2933; font: 17px/1.5 "Times New Roman", "Liberation Serif", "DejaVu Serif", serif; }
main { max-width: 50em; margin: 0 auto; padding: 2em 1.2em 4em; }
header { text-align: center; margin-bottom: 2em; }
h1 { font-size: 1.5em; line-height: 1.25; margin: 0 0 .3em; }
h2 { font-size: 1.15em; margin: 2em 0 .6em; border-bottom: 1px solid #1f2933; padding-bottom: .15em; }
h3 { font-size: 1em; margin: 0 0 .5em; }
p { margin: .5em 0; text-align: justify; }
p.subtitle, p.date { text-align: center; margin: .2em 0; }
p.date { font-style: italic; }
p.lead { font-weight: bold; }
p.note, .note { font-size: .82em; line-height: 1.4; margin: .4em 0; }
ul { margin: .5em 0; padding-left: 1.4em; }
li { margin: .3em 0; text-align: justify; }
figure { margin: 1.4em 0; position: relative; }
table { border-collapse: collapse; width: 100%; font-size: .84em; line-height: 1.3; }
caption, figcaption { font-weight: bold; text-align: center; margin: 0 0 .5em; font-size: 1rem; }
figcaption { margin: .4em 0 0; }
th, td { border: 1px solid #7b8794; padding: .22em .4em; vertical-align: top; font-weight: normal; text-align: left; }
thead th { background: #e8eef4; font-weight: bold; text-align: center; vertical-align: middle; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
thead .n { white-space: normal; }
.c { text-align: center; }
thead .t, thead .n, thead .c { text-align: center; }
.unit { display: block; font-weight: normal; font-style: italic; }
tr.total > * { font-weight: bold; }
tr.group > * { background: #f4f6f8; font-style: italic; }
svg { display: block; width: 92%; margin: 0 auto; height: auto; }
aside { border: 1px solid #7b8794; padding: .8em 1em; margin: 1.4em 0; font-size: .84em; line-height: 1.4; }
dl { margin: 0; display: grid; grid-template-columns: 11em 1fr; gap: .25em 1em; }
dt { font-style: italic; }
dd { margin: 0; overflow-wrap: anywhere; }
code { font: .92em/1.4 "Liberation Mono", "DejaVu Sans Mono", Consolas, monospace; overflow-wrap: anywhere; }
.tools { position: absolute; right: 0; top: -1.3em; display: flex; gap: .4em; opacity: 0; }
figure:hover .tools, figure:focus-within .tools { opacity: 1; }
button { font: 12px/1.3 Arial, sans-serif; padding: .25em .7em; border: 1px solid #7b8794; border-radius: 3px; background: #fff; cursor: pointer; }
button:focus-visible { outline: 2px solid #12436d; }
@media (max-width: 40em) { figure.table { overflow-x: auto; } dl { grid-template-columns: 1fr; } }
@page { size: A4; margin: 20mm 15mm 20mm 30mm; }
@media print {
  body { font-size: 11.5pt; }
  main { max-width: none; padding: 0; }
  .tools { display: none; }
  h2, h3, caption { break-after: avoid; page-break-after: avoid; }
  figure.chart, aside, tr { break-inside: avoid; page-break-inside: avoid; }
  svg { width: 82%; }
  thead { display: table-header-group; }
  thead th, tr.group > *, svg { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  p, li { orphans: 3; widows: 3; }
}
)";

inline constexpr std::string_view kScript = R"("use strict";
(function () {
  function done(button, worked) {
    var text = button.textContent;
    button.textContent = worked ? "\u2713" : "\u2717";
    setTimeout(function () { button.textContent = text; }, 1200);
  }
  function cells(table) {
    return Array.from(table.rows, function (row) {
      return Array.from(row.cells, function (cell) { return cell.innerText.trim().replace(/\s+/g, " "); }).join("\t");
    }).join("\n");
  }
  function select(node) {
    var range = document.createRange();
    range.selectNode(node);
    var selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    var worked = document.execCommand("copy");
    selection.removeAllRanges();
    return worked;
  }
  function copyHtml(button, table) {
    var plain = table.cloneNode(true);
    plain.querySelectorAll("th, td").forEach(function (cell) {
      cell.style.border = "1px solid #7b8794";
      if (cell.classList.contains("n")) cell.style.textAlign = "right";
    });
    plain.style.borderCollapse = "collapse";
    if (!navigator.clipboard || !window.ClipboardItem) return done(button, select(table));
    navigator.clipboard.write([new ClipboardItem({
      "text/html": new Blob([plain.outerHTML], {type: "text/html"}),
      "text/plain": new Blob([cells(table)], {type: "text/plain"})
    })]).then(function () { done(button, true); }, function () { done(button, select(table)); });
  }
  function copyCells(button, table) {
    if (!navigator.clipboard) return done(button, select(table));
    navigator.clipboard.writeText(cells(table)).then(function () { done(button, true); }, function () { done(button, false); });
  }
  function save(blob, name) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  }
  function copyPng(button, figure) {
    var svg = figure.querySelector("svg");
    var box = svg.viewBox.baseVal;
    var image = new Image();
    image.onload = function () {
      var canvas = document.createElement("canvas");
      canvas.width = 3 * box.width;
      canvas.height = 3 * box.height;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(function (blob) {
        var name = figure.id + ".png";
        if (!navigator.clipboard || !window.ClipboardItem) { save(blob, name); return done(button, true); }
        navigator.clipboard.write([new ClipboardItem({"image/png": blob})]).then(
          function () { done(button, true); }, function () { save(blob, name); done(button, true); });
      }, "image/png");
    };
    image.onerror = function () { done(button, false); };
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(new XMLSerializer().serializeToString(svg));
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest("button[data-copy]");
    if (!button) return;
    var figure = button.closest("figure");
    var table = figure.querySelector("table");
    if (button.dataset.copy === "html") copyHtml(button, table);
    if (button.dataset.copy === "tsv") copyCells(button, table);
    if (button.dataset.copy === "png") copyPng(button, figure);
  });
})();
)";

}  // namespace grdp::report::html_page
