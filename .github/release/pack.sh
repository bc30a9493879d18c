#!/usr/bin/env bash
# pack.sh BINARY TARGET FOLDER: packs a binary with what belongs to it as FOLDER/paperlint-vVERSION-TARGET.tar.gz, and
# writes the checksum beside it. The binary has to run on this machine: it writes its own completions and manual pages.
# All platforms get the same kind of archive, since Windows unpacks it as well, so that one script can install each.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# Completions for all shells, under the names by which they find them.
write_completions() {
    local binary=$1 folder=$2
    mkdir "$folder"
    "$binary" completions bash >"$folder/paperlint.bash"
    "$binary" completions elvish >"$folder/paperlint.elv"
    "$binary" completions fish >"$folder/paperlint.fish"
    "$binary" completions powershell >"$folder/_paperlint.ps1"
    "$binary" completions zsh >"$folder/_paperlint"
}

# The manual page, and those of the commands that it names.
write_manual() {
    local binary=$1 folder=$2 command
    mkdir "$folder"
    "$binary" man >"$folder/paperlint.1"
    sed -n 's/^paperlint\\-\([a-z-]*\)(1)$/\1/p' "$folder/paperlint.1" | while read -r command; do
        "$binary" man "$command" >"$folder/paperlint-$command.1"
    done
}

# Linux has the one program, macOS the other.
sha256() {
    if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi
}

binary=$1
target=$2
folder=$3

version=$("$binary" --version)
name=paperlint-v${version#paperlint }-$target
mkdir -p "$folder/$name"
cp "$binary" LICENSE-APACHE LICENSE-MIT README.md CHANGELOG.md "$folder/$name"
write_completions "$binary" "$folder/$name/completions"
write_manual "$binary" "$folder/$name/man"

cd "$folder"
tar -czf "$name.tar.gz" "$name"
rm -r "$name"
sha256 "$name.tar.gz" >"$name.tar.gz.sha256"
