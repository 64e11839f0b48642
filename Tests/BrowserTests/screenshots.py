"""Makes the pictures of the README from a site: overview, a server with findings, a check that failed, costs, coverage.

    screenshots.py SITE OUT [--server NAME] [--check ID]
"""

import argparse
import pathlib
import shutil

from playwright.sync_api import sync_playwright

LARGEST = 150 * 1024


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("site", type=pathlib.Path)
    arguments.add_argument("out", type=pathlib.Path)
    arguments.add_argument("--server", help="by default the one with most findings")
    arguments.add_argument("--check", help="by default the first of «Fix first»")
    options = arguments.parse_args()
    site = options.site.resolve()
    options.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"), args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme="light")
        tab.goto((site / "index.html").as_uri())
        first = lambda table: tab.evaluate(f"() => document.querySelector('.t-{table} tbody th a')?.getAttribute('href')")
        check = f"findings/{options.check}.html" if options.check else first("first")
        server = f"inventory/servers/{options.server}.html" if options.server else first("servers")
        for name, page, height in [("overview", "index.html", 1050), ("server", server, 1000), ("check", check, 1000),
                                   ("costs", "costs/index.html", 1100), ("coverage", "coverage/index.html", 1100)]:
            if not page:
                print(f"{name}: the site has no such page")
                continue
            tab.goto((site / page).as_uri())
            target = options.out / f"{name}.png"
            while True:
                tab.set_viewport_size({"width": 1280, "height": height})
                tab.screenshot(path=str(target))
                if target.stat().st_size <= LARGEST or height < 500:
                    break
                height -= 100
            print(f"{target}: {page}, {target.stat().st_size / 1024:.0f} KB")
        browser.close()


if __name__ == "__main__":
    main()
