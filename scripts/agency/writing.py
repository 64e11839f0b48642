"""How answers are written: JSON with one item a line, so that a change of one item is a change of one line."""

import hashlib
import json


def compact(value):
    """JSON in one line, with letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def lines(items):
    """A JSON array with one item a line."""
    return "[\n" + ",\n".join(" " + compact(item) for item in items) + "\n]" if items else "[]"


def document(value):
    """A JSON document; lists of objects in it, or in its first level, have one item a line."""
    if isinstance(value, list):
        return lines(value) + "\n"
    members = []
    for name, member in value.items():
        is_list = isinstance(member, list) and any(isinstance(item, dict) for item in member)
        members.append(f"{compact(name)}: {lines(member) if is_list else compact(member)}")
    return "{" + ",\n".join(members) + "}\n"


class Folder:
    """The answers of one account, a file each, named as `Recording` says."""

    def __init__(self, path):
        self.path = path
        path.mkdir(parents=True, exist_ok=True)

    def json(self, request, value):
        """The answer to a request: its path, and behind a `?` what else must be in it."""
        self.text(request + ".json", document(value))

    def csv(self, request, rows):
        """An answer of comma-separated cells, the first row of names."""
        cells = lambda row: ",".join('"' + c.replace('"', '""') + '"' if "," in c else c for c in map(str, row))
        self.text(request + ".csv", "\n".join(map(cells, rows)) + "\n")

    def refusal(self, request, status, value):
        """An answer with a status of its own."""
        self.text(request + ".http", f"{status}\nContent-Type: application/json\n\n{compact(value)}\n")

    def http(self, request, headers, value):
        """An answer with status 200 whose headers count."""
        head = "".join(f"{name}: {text}\n" for name, text in headers.items())
        self.text(request + ".http", f"200\n{head}\n{document(value)}")

    def text(self, name, text):
        """A file; a slash in a path that is asked for is an underscore here."""
        (self.path / name.replace("/", "_")).write_text(text, encoding="utf-8")


def uuid(*words):
    """An id that is always the same for the same words."""
    digest = hashlib.sha256(" ".join(map(str, words)).encode()).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}"


def number(*words, least=100_000_000, most=900_000_000):
    """A number that is always the same for the same words."""
    return least + int(hashlib.sha256(" ".join(map(str, words)).encode()).hexdigest()[:12], 16) % (most - least)
