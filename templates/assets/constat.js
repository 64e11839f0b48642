// Adds to pages that are whole without it: sorting and filtering of tables, search, copying of commands, opening what a link is into.
"use strict";
(function () {
  var root = document.currentScript.dataset.root || "";
  var words = window.CONSTAT_WORDS || {};
  var severities = ["critical", "high", "medium", "low", "info"];

  function make(tag, attributes, text) {
    var element = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { element.setAttribute(name, attributes[name]); });
    if (text) element.textContent = text;
    return element;
  }

  // A phrase of the page's language, with what its braces name.
  function say(phrase, values) {
    return (words[phrase] || phrase).replace(/\{(\w+)\}/g, function (all, name) { return values && name in values ? values[name] : all; });
  }

  function key(cell) {
    if (!cell) return "";
    var badge = cell.querySelector(".badge");
    if (badge) return severities.findIndex(function (severity) { return badge.classList.contains(severity); });
    var time = cell.querySelector("time");
    if (time) return time.getAttribute("datetime");
    var text = cell.textContent.trim();
    if (!cell.classList.contains("n")) return text.toLowerCase();
    var units = { KB: 1, MB: 2, GB: 3, TB: 4, Ko: 1, Mo: 2, Go: 3, To: 4 }, seconds = { d: 86400, j: 86400, h: 3600, min: 60, s: 1 }, total = 0, found = false;
    var plain = document.documentElement.lang === "fr" ? text.replace(/\u202f/g, "").replace(/,/g, ".") : text.replace(/,/g, "");
    // A currency's sign may stand between the minus and the number.
    plain.replace(/^([-+]?)[^\d\s]+(?=\d)/, "$1").replace(/(-?[\d.]+)\s*([A-Za-z%]*)/g, function (_, number, unit) {
      found = true;
      total += parseFloat(number) * (units[unit] ? Math.pow(1024, units[unit]) : seconds[unit] || 1);
      return "";
    });
    return found ? total : -Infinity;
  }

  function sortable(table) {
    var heads = Array.from(table.tHead.rows[0].cells), body = table.tBodies[0];
    if (body.rows.length < 3) return;
    heads.forEach(function (head, column) {
      var button = make("button", { type: "button" }, head.textContent);
      head.replaceChildren(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        var rows = Array.from(body.rows).map(function (row) { return { row: row, key: key(row.cells[column]) }; });
        rows.sort(function (a, b) {
          var order = a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
          return down ? -order : order;
        });
        body.append.apply(body, rows.map(function (entry) { return entry.row; }));
      });
    });
  }

  function filterable(table, query) {
    var rows = Array.from(table.tBodies[0].rows);
    if (rows.length < 15) return;
    var name = table.caption ? table.caption.querySelector("span").textContent : "rows";
    var tools = make("div", { class: "tools", role: "group", "aria-label": say("filter-table", { name: name }) });
    var text = make("input", { type: "text", "aria-label": say("filter-table", { name: name }), placeholder: say("filter"), autocomplete: "off" });
    var count = make("output", { "aria-live": "polite" });
    var select = null;
    if (table.querySelector("td .badge")) {
      select = make("select", { "aria-label": say("severity-of", { name: name }) });
      [""].concat(severities).forEach(function (severity) {
        select.append(make("option", { value: severity }, say(severity || "any-severity")));
      });
    }
    function apply() {
      var words = text.value.toLowerCase().split(/\s+/).filter(Boolean), shown = 0;
      rows.forEach(function (row) {
        var content = row.textContent.toLowerCase(), badge = row.querySelector(".badge");
        var fits = words.every(function (word) { return content.indexOf(word) >= 0; })
          && (!select || !select.value || (badge && badge.classList.contains(select.value)));
        row.hidden = !fits;
        if (fits) shown += 1;
      });
      count.textContent = shown === rows.length ? "" : say("shown", { shown: shown, all: rows.length });
    }
    function remember() {
      var state = new URLSearchParams(location.search);
      ["q", "sev"].forEach(function (name) { state.delete(name); });
      if (text.value) state.set("q", text.value);
      if (select && select.value) state.set("sev", select.value);
      var search = state.toString();
      history.replaceState(null, "", location.pathname + (search ? "?" + search : "") + location.hash);
    }
    [text, select].forEach(function (control) {
      if (control) control.addEventListener("input", function () { apply(); remember(); });
    });
    if (query) {
      text.value = query.get("q") || "";
      if (select) select.value = query.get("sev") || "";
    }
    tools.append(text);
    if (select) tools.append(select);
    tools.append(count);
    table.parentElement.before(tools);
    apply();
  }

  function search() {
    var box = make("div", { class: "search", role: "search" });
    var field = make("input", { type: "text", "aria-label": say("search"), placeholder: say("search-hint"), autocomplete: "off" });
    var list = make("ul");
    box.append(field, list);
    document.querySelector("header").append(box);
    function load() {
      field.removeEventListener("focus", load);
      document.head.append(make("script", { src: root + "assets/search.js" }));
    }
    field.addEventListener("focus", load);
    field.addEventListener("input", function () {
      var words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      var found = !words.length ? [] : (window.CONSTAT_SEARCH || []).filter(function (entry) {
        var text = (entry[0] + " " + entry[1]).toLowerCase();
        return words.every(function (word) { return text.indexOf(word) >= 0; });
      }).slice(0, 12);
      list.replaceChildren.apply(list, found.map(function (entry) {
        var item = make("li"), link = make("a", { href: root + entry[2] }, entry[0]);
        link.append(make("small", {}, entry[1]));
        item.append(link);
        return item;
      }));
    });
    field.addEventListener("keydown", function (event) {
      if (event.key === "Escape") { field.value = ""; list.replaceChildren(); }
      if (event.key === "Enter" && list.querySelector("a")) list.querySelector("a").click();
    });
  }

  function copyable(code) {
    var box = make("div", { class: "code" }), button = make("button", { type: "button" }, say("copy"));
    code.before(box);
    box.append(code, button);
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(code.textContent).then(function () { button.textContent = say("copied"); });
    });
  }

  function open() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (var element = target; element; element = element.parentElement) {
      if (element.tagName === "DETAILS") element.open = true;
    }
    if (target) target.scrollIntoView();
  }

  function age() {
    var days = Math.floor((Date.now() - Date.parse(document.querySelector(".freshness").dataset.collected)) / 86400000);
    if (days > 8) {
      var banner = make("div", { class: "banner", role: "note" });
      banner.append(make("p", {}, say("old", { days: days })));
      document.querySelector(".freshness").after(banner);
    }
  }

  document.querySelectorAll("table").forEach(function (table) { if (table.tHead && table.tBodies.length && !table.closest(".t-first")) sortable(table); });
  var tables = document.querySelectorAll(".scroll:not(.chart .scroll) table");
  tables.forEach(function (table, index) {
    filterable(table, index === 0 ? new URLSearchParams(location.search) : null);
  });
  if (navigator.clipboard) document.querySelectorAll("main pre, .t-first td > code").forEach(copyable);
  if (words.search) search();
  open();
  age();
  window.addEventListener("hashchange", open);
})();
