#!/usr/bin/env python3
"""Writes the made-up agency of `constat audit --demo`: templates/demo/answers and templates/demo/facts.

The inventory beside them is written by hand. Run it after a change of scripts/agency, and commit what it
writes. It uses the standard library only, and the same source always writes the same bytes.
"""

import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.dont_write_bytecode = True

from agency import digitalocean, digitalocean_bills, facts, heroku, heroku_bills, newrelic, rackspace  # noqa: E402
from agency import rackspace_bills, rates, sentry, papertrail  # noqa: E402
from agency.writing import Folder  # noqa: E402

DEMO = pathlib.Path(__file__).parent.parent / "templates" / "demo"


def main():
    """Writes all of it anew."""
    for name in ("answers", "facts"):
        shutil.rmtree(DEMO / name, ignore_errors=True)
    answers = {
        "digitalocean-main": (digitalocean, digitalocean_bills),
        "heroku-agence": (heroku, heroku_bills),
        "rackspace-ancien": (rackspace, rackspace_bills),
        "newrelic-agence": (newrelic,),
        "papertrail-agence": (papertrail,),
        "sentry-agence": (sentry,),
        "ecb-ecb": (rates,),
    }
    for name, parts in answers.items():
        for part in parts:
            part.write(Folder(DEMO / "answers" / name))
    facts.write(DEMO / "facts")


main()
