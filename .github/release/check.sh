#!/usr/bin/env bash
# check.sh TAG: ends with an error unless the tag, Cargo.toml, action.yml and the changelog name one version, and prints
# the changelog of that version.
set -euo pipefail

fail() {
    printf 'check.sh: %s\n' "$1" >&2
    exit 1
}

# Prints the version in Cargo.toml, whose first table is the package.
package_version() {
    sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1
}

# Prints the default of the input `version`: the first quoted default that looks like a version.
action_version() {
    sed -n 's/^    default: "\([0-9]*\.[0-9]*\.[0-9].*\)"$/\1/p' action.yml | head -n 1
}

# Prints the part of the changelog below the heading of a version.
notes() {
    awk -v heading="## [$1]" '
        index($0, heading) == 1 { inside = 1; next }
        /^## / || /^\[[^]]*\]: / { inside = 0 }
        inside { print }
    ' CHANGELOG.md
}

tag=$1
version=$(package_version)
[ "$tag" = "v$version" ] || fail "the tag is $tag, but Cargo.toml has version $version"
[ "$(action_version)" = "$version" ] || fail "action.yml runs $(action_version), but Cargo.toml has version $version"
notes=$(notes "$version")
[ -n "$notes" ] || fail "CHANGELOG.md says nothing about $version"
printf '%s\n' "$notes"
