#!/usr/bin/env bash
# pack.sh BINARY TARGET FOLDER: packs a binary with its licences, completions and manual pages as
# FOLDER/paperlint-vVERSION-TARGET.tar.gz, and writes the checksum beside it. The binary must run on this machine,
# because it writes its own completions and manual pages. Windows unpacks this kind of archive too, so that one script
# installs all of them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# Writes completions for all shells, under the names that the shells expect.
write_completions() {
    local binary=$1 folder=$2
    mkdir "$folder"
    "$binary" completions bash >"$folder/paperlint.bash"
    "$binary" completions elvish >"$folder/paperlint.elv"
    "$binary" completions fish >"$folder/paperlint.fish"
    "$binary" completions powershell >"$folder/_paperlint.ps1"
    "$binary" completions zsh >"$folder/_paperlint"
}

# Writes the main manual page, and the page of each command in it.
write_manual() {
    local binary=$1 folder=$2 command
    mkdir "$folder"
    "$binary" man >"$folder/paperlint.1"
    sed -n 's/^paperlint\\-\([a-z-]*\)(1)$/\1/p' "$folder/paperlint.1" | while read -r command; do
        "$binary" man "$command" >"$folder/paperlint-$command.1"
    done
}

# Linux has the first program, macOS the second.
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
