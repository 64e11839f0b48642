"""Fills every text of a run file with payloads, for gate.py --hostile.

    hostile.py RUN.sqlite OUT.sqlite

Values stay different from one another and equal where they were equal, so that what was joined still is. Words that the
program itself chose (a status, a severity, the name of a table) and times stay as they are.
"""

import shutil
import sqlite3
import sys

MARK = "window.constatWasExecuted=1"
PAYLOADS = [
    f"<script>{MARK}</script>",
    f"\"><img src=x onerror=\"{MARK}\">",
    f"'><svg/onload={MARK}>",
    f"[x](javascript:{MARK})",
    f"`</code></pre><script>{MARK}</script>",
    f"</title></textarea><script>{MARK}</script>",
    f"\u0600<img src=x onerror={MARK}>\u0301",
    f"\n\n# <iframe src=javascript:{MARK}>\n```\n",
    f"<a href=javascript:{MARK}>{{{{host}}}} | **b** &lt;",
    f"-->]]><style onload={MARK}>",
]
KEPT = {
    "status", "severity", "table_name", "run_id", "previous_id", "timezone", "waived_until", "type",
    "metrics.name", "run.id", "checks.error",
}


def main():
    source, target = sys.argv[1:]
    shutil.copyfile(source, target)
    run = sqlite3.connect(target)
    tables = run.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    columns = {}
    for (table,) in tables.fetchall():
        if table == "table_columns":
            continue
        for _, column, kind, *_ in run.execute(f'PRAGMA table_info("{table}")').fetchall():
            if kind != "TEXT" or column in KEPT or f"{table}.{column}" in KEPT:
                continue
            # The same name means the same thing in every table, so it gets the same payload.
            payload = PAYLOADS[columns.setdefault(column, len(columns)) % len(PAYLOADS)]
            run.execute(f'UPDATE "{table}" SET "{column}" = "{column}" || ? WHERE "{column}" IS NOT NULL', (payload,))
    run.commit()


if __name__ == "__main__":
    main()
