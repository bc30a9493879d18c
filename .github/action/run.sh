#!/usr/bin/env bash
# Runs paperlint for action.yml: installs the requested release, checks the lists, and reports to the workflow.
# Every input comes in the environment and stays data: it is always quoted and never evaluated.
# macOS has bash 3.2, so this script uses nothing newer.
set -euo pipefail

readonly RELEASES=https://github.com/paperlint/paperlint/releases/download

# The exit status for "could not run", as in paperlint.
readonly CANNOT_RUN=2

# A step may write a summary of one mebibyte; GitHub drops a longer one completely.
readonly MOST_SUMMARY=1000000

# The folder of the installation, and the arguments of paperlint.
folder=
arguments=()

# Reports the exit status and the path of the SARIF report, if there is one, to the workflow.
write_outputs() {
    local status=$1 sarif=$2 findings=false
    [ "$status" -ne 1 ] || findings=true
    printf '%s\n' "status=$status" "findings=$findings" "sarif=$sarif" >>"${GITHUB_OUTPUT:-/dev/null}"
}

# Ends the run with an error in the workflow. The message may contain text of an input, which must not start a
# workflow command of its own.
fail() {
    local message=$1
    message=${message//'%'/%25}
    message=${message//$'\r'/%0D}
    message=${message//$'\n'/%0A}
    printf '::error title=paperlint::%s\n' "$message"
    write_outputs "$CANNOT_RUN" ''
    exit "$CANNOT_RUN"
}

# Ends the run unless an input is true or false.
require_boolean() {
    local name=$1 value=$2
    case $value in
        true | false) ;;
        *) fail "the input \`$name\` must be true or false, not \`$value\`" ;;
    esac
}

# Ends the run if an input is unusable. paperlint itself checks the others.
check_inputs() {
    require_boolean online "$PAPERLINT_ONLINE"
    require_boolean cache "$PAPERLINT_CACHE"
    require_boolean publications "$PAPERLINT_PUBLICATIONS"
    # The version becomes part of a URL and of a path.
    local version='^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.]+)?$'
    if ! [[ $PAPERLINT_VERSION =~ $version ]]; then
        fail "the input \`version\` must be a version such as 0.1.0, not \`$PAPERLINT_VERSION\`"
    fi
    # The path becomes an output, where a line break would start another one.
    case $PAPERLINT_SARIF in
        *$'\n'* | *$'\r'*) fail "the input \`sarif\` contains a line break" ;;
    esac
}

# Prints the target triple of the release for this machine, or nothing if there is none.
platform() {
    case $(uname -s)-$(uname -m) in
        Linux-x86_64) echo x86_64-unknown-linux-musl ;;
        Linux-aarch64 | Linux-arm64) echo aarch64-unknown-linux-musl ;;
        Darwin-x86_64) echo x86_64-apple-darwin ;;
        Darwin-arm64) echo aarch64-apple-darwin ;;
        MINGW*-x86_64 | MSYS*-x86_64) echo x86_64-pc-windows-msvc ;;
    esac
}

# Downloads a URL to a file and prints the HTTP status, which is 000 without a response.
download() {
    curl --proto '=https' --tlsv1.2 --fail --silent --show-error --location --retry 3 \
        --write-out '%{http_code}' --output "$2" "$1" || true
}

# Prints the SHA-256 of a file in hexadecimal digits.
sha256() {
    if command -v sha256sum >/dev/null; then
        sha256sum <"$1"
    else
        shasum -a 256 <"$1"
    fi | cut -d ' ' -f 1
}

# Downloads the archive of a release and its checksum. Returns an error only if the release certainly has no archive
# for this platform, so that the caller can build one; every other failure ends the run.
download_release() {
    local address=$1 status
    status=$(download "$address" "$folder/archive")
    case $status in
        200) ;;
        404) return 1 ;;
        *) fail "paperlint $PAPERLINT_VERSION could not be downloaded: HTTP status $status" ;;
    esac
    status=$(download "$address.sha256" "$folder/checksum")
    [ "$status" = 200 ] ||
        fail "the checksum of paperlint $PAPERLINT_VERSION could not be downloaded: HTTP status $status"
}

# Ends the run unless the archive matches the checksum in the release.
verify() {
    local wanted found
    read -r wanted _ <"$folder/checksum" || true
    found=$(sha256 "$folder/archive")
    if [ "${#wanted}" -ne 64 ] || [ "$wanted" != "$found" ]; then
        fail "the SHA-256 of the download is $found, but the release says \`$wanted\`; nothing was installed"
    fi
}

# Builds paperlint from its source.
install_from_source() {
    command -v cargo >/dev/null ||
        fail "paperlint $PAPERLINT_VERSION has no binary for this platform, and there is no cargo to build one"
    cargo install --locked --version "$PAPERLINT_VERSION" --root "$folder" paperlint ||
        fail "paperlint $PAPERLINT_VERSION could not be built"
}

# Installs paperlint into the folder: the binary of the release, or a build from source if the release has none.
install() {
    local target name
    target=$(platform)
    name=paperlint-v$PAPERLINT_VERSION-$target
    if [ -z "$target" ] || ! download_release "$RELEASES/v$PAPERLINT_VERSION/$name.tar.gz"; then
        install_from_source
        return
    fi
    verify
    # On Windows, tar would read the drive of a path as the name of another machine.
    (cd "$folder" && tar -xzf archive)
    mv "$folder/$name" "$folder/bin"
}

# Runs git with the token for the server of this workflow. The environment hides it from other processes; an argument
# would not.
git_with_token() {
    local header
    header="AUTHORIZATION: basic $(printf 'x-access-token:%s' "$PAPERLINT_TOKEN" | base64 | tr -d '\n')"
    GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="http.${GITHUB_SERVER_URL:-https://github.com}/.extraheader" \
        GIT_CONFIG_VALUE_0=$header git "$@"
}

# Fetches from the repository of the workflow. The first try is without the token: if the checkout has left one behind,
# the server would refuse two.
fetch() {
    git fetch --quiet --no-tags "$@" 2>/dev/null || git_with_token fetch --quiet --no-tags "$@" 2>/dev/null
}

is_shallow() {
    [ "$(git rev-parse --is-shallow-repository)" = true ]
}

# Prints the commit of a revision, and fetches it first if the checkout has left it out.
commit() {
    local revision=$1
    case $revision in
        -* | +* | *[:[:space:]]*) return 1 ;;
    esac
    git rev-parse --verify --quiet "$revision^{commit}" && return
    revision=${revision#origin/}
    # Only a shallow history may be cut.
    if is_shallow; then
        fetch --depth=1 -- origin "$revision"
    else
        fetch -- origin "$revision"
    fi && git rev-parse --verify --quiet 'FETCH_HEAD^{commit}'
}

# Fetches enough history to find the merge base of HEAD and a commit, because paperlint compares with it.
# For the commit that merges a pull request into its base, one step is enough.
fetch_history() {
    local commit=$1 head step
    head=$(git rev-parse HEAD) || return 1
    for step in --deepen=1 --unshallow; do
        if git merge-base "$commit" "$head" >/dev/null; then return; fi
        if is_shallow; then fetch "$step" -- origin "$head" "$commit" || true; fi
    done
    git merge-base "$commit" "$head" >/dev/null
}

# Adds the revision to compare with; without a revision or a base, everything is reported.
add_since() {
    local revision=${PAPERLINT_SINCE:-$PAPERLINT_BASE} commit
    [ -n "$revision" ] && [ "$revision" != none ] || return 0
    export GIT_TERMINAL_PROMPT=0
    if ! commit=$(commit "$revision") || ! fetch_history "$commit"; then
        fail "the revision \`$revision\` or its merge base with HEAD is not in this checkout and could not be fetched; \
set \`fetch-depth: 0\` for actions/checkout, or \`since: none\` for this action"
    fi
    arguments+=(--since="$commit")
}

add_network() {
    [ "$PAPERLINT_ONLINE" = true ] || return 0
    arguments+=(--online)
    if [ "$PAPERLINT_CACHE" = true ]; then
        arguments+=(--cache="$PAPERLINT_CACHE_FILE")
    else
        arguments+=(--no-cache)
    fi
}

add_publications() {
    [ "$PAPERLINT_PUBLICATIONS" = true ] || return 0
    arguments+=(--publications="$folder/publications.bin")
}

# Adds the paths to check, one per line, without the indentation of the workflow around them.
add_paths() {
    local path found=false
    arguments+=(--)
    while IFS= read -r path; do
        path=${path#"${path%%[![:space:]]*}"}
        path=${path%"${path##*[![:space:]]}"}
        [ -n "$path" ] || continue
        arguments+=("$path")
        found=true
    done <<<"$PAPERLINT_PATHS"
    [ "$found" = true ] || fail "the input \`paths\` is empty"
}

# Each option and its value are one word, so a value is never read as an option.
build_arguments() {
    arguments=(check --format="$PAPERLINT_FORMAT" --fail-on="$PAPERLINT_FAIL_ON")
    arguments+=(--format="markdown=$folder/summary.md")
    [ -z "$PAPERLINT_SARIF" ] || arguments+=(--format="sarif=$PAPERLINT_SARIF")
    [ -z "$PAPERLINT_CONFIG" ] || arguments+=(--config="$PAPERLINT_CONFIG")
    add_network
    add_publications
    add_since
    add_paths
}

# Fetches the newest index of published papers, whose checksum paperlint verifies.
update_publications() {
    [ "$PAPERLINT_PUBLICATIONS" = true ] || return 0
    "$folder/bin/paperlint" publications update --output="$folder/publications.bin" </dev/null ||
        fail "the index of publications could not be fetched"
}

# Runs paperlint, with the token only if it uses the network.
check() {
    if [ "$PAPERLINT_ONLINE" = true ] && [ -n "$PAPERLINT_TOKEN" ]; then
        export GITHUB_TOKEN=$PAPERLINT_TOKEN
    fi
    "$folder/bin/paperlint" "${arguments[@]}" </dev/null
}

# Adds the report to the summary of the workflow, cut to the space that is left.
write_summary() {
    local report=$folder/summary.md
    if [ ! -s "$report" ] || [ -z "${GITHUB_STEP_SUMMARY:-}" ]; then
        return 0
    fi
    if [ "$(wc -c <"$report")" -le "$MOST_SUMMARY" ]; then
        cat "$report"
    else
        head -c "$MOST_SUMMARY" "$report" | sed '$d'
        printf '\nThe rest of the report is too long for this page.\n'
    fi >>"$GITHUB_STEP_SUMMARY"
}

main() {
    local status=0 sarif=
    check_inputs
    # Only paperlint gets the token; the programs that install and fetch do not.
    export -n PAPERLINT_TOKEN
    folder=$(mktemp -d "${RUNNER_TEMP:-${TMPDIR:-/tmp}}/paperlint.XXXXXX")
    trap 'rm -rf "$folder"' EXIT
    build_arguments
    install
    update_publications
    check || status=$?
    write_summary
    if [ -n "$PAPERLINT_SARIF" ] && [ -f "$PAPERLINT_SARIF" ]; then sarif=$PAPERLINT_SARIF; fi
    write_outputs "$status" "$sarif"
    return "$status"
}

main
