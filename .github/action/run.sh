#!/usr/bin/env bash
# Runs paperlint for action.yml: installs the release that is asked for, checks the lists, and tells the workflow.
# Every input comes in the environment and stays data: it is quoted wherever it is used, and nothing evaluates it.
# The bash of macOS is 3.2, so nothing newer is used here.
set -euo pipefail

readonly RELEASES=https://github.com/paperlint/paperlint/releases/download

# The exit status of "could not run", as paperlint has it.
readonly CANNOT_RUN=2

# A step may write one mebibyte of summary; GitHub drops a longer one whole.
readonly MOST_SUMMARY=1000000

# The folder for what is installed, and the arguments of paperlint.
folder=
arguments=()

# Tells the workflow how paperlint ended and where its SARIF report is, if there is one.
write_outputs() {
    local status=$1 sarif=$2 findings=false
    [ "$status" -ne 1 ] || findings=true
    printf '%s\n' "status=$status" "findings=$findings" "sarif=$sarif" >>"${GITHUB_OUTPUT:-/dev/null}"
}

# Ends the run with an error that stands in the workflow. What it says may hold text of an input, which could
# otherwise start a workflow command of its own.
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
        *) fail "the input \`$name\` is \`$value\`, where it has to be true or false" ;;
    esac
}

# Ends the run where an input could not be what it is for. paperlint itself judges the others.
check_inputs() {
    require_boolean online "$PAPERLINT_ONLINE"
    require_boolean cache "$PAPERLINT_CACHE"
    # The version becomes a part of an address and of a path.
    local version='^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.]+)?$'
    if ! [[ $PAPERLINT_VERSION =~ $version ]]; then
        fail "the input \`version\` is \`$PAPERLINT_VERSION\`, where it has to be one such as 0.1.0"
    fi
    # The path becomes an output, where a line break would start another one.
    case $PAPERLINT_SARIF in
        *$'\n'* | *$'\r'*) fail "the input \`sarif\` holds a line break" ;;
    esac
}

# The target triple of a release for this machine; nothing where there is none.
platform() {
    case $(uname -s)-$(uname -m) in
        Linux-x86_64) echo x86_64-unknown-linux-musl ;;
        Linux-aarch64 | Linux-arm64) echo aarch64-unknown-linux-musl ;;
        Darwin-x86_64) echo x86_64-apple-darwin ;;
        Darwin-arm64) echo aarch64-apple-darwin ;;
        MINGW*-x86_64 | MSYS*-x86_64) echo x86_64-pc-windows-msvc ;;
    esac
}

# Downloads an address to a file; prints the HTTP status, which is 000 where there was no answer.
download() {
    curl --proto '=https' --tlsv1.2 --fail --silent --show-error --location --retry 3 \
        --write-out '%{http_code}' --output "$2" "$1" || true
}

# The SHA-256 of a file in hexadecimal digits.
sha256() {
    if command -v sha256sum >/dev/null; then
        sha256sum <"$1"
    else
        shasum -a 256 <"$1"
    fi | cut -d ' ' -f 1
}

# Downloads the archive of a release and its checksum. Fails, so that another way can be gone, only where the release
# surely has none for this platform: everything else that goes wrong ends the run.
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

# Ends the run unless the archive has the checksum that the release names for it.
verify() {
    local wanted found
    read -r wanted _ <"$folder/checksum" || true
    found=$(sha256 "$folder/archive")
    if [ "${#wanted}" -ne 64 ] || [ "$wanted" != "$found" ]; then
        fail "the download has the SHA-256 $found, but the release says \`$wanted\`; nothing was installed"
    fi
}

# Builds paperlint from its source.
install_from_source() {
    command -v cargo >/dev/null ||
        fail "there is no binary of paperlint $PAPERLINT_VERSION for this platform, and no cargo to build one"
    cargo install --locked --version "$PAPERLINT_VERSION" --root "$folder" paperlint ||
        fail "paperlint $PAPERLINT_VERSION could not be built"
}

# Puts paperlint below the folder: the binary of the release, or one that is built where the release has none.
install() {
    local target name
    target=$(platform)
    name=paperlint-v$PAPERLINT_VERSION-$target
    if [ -z "$target" ] || ! download_release "$RELEASES/v$PAPERLINT_VERSION/$name.tar.gz"; then
        install_from_source
        return
    fi
    verify
    # On Windows, tar would take the drive of a path for the name of another machine.
    (cd "$folder" && tar -xzf archive)
    mv "$folder/$name" "$folder/bin"
}

# Runs git with the token for the server of this workflow, which no argument shows to other processes.
git_with_token() {
    local header
    header="AUTHORIZATION: basic $(printf 'x-access-token:%s' "$PAPERLINT_TOKEN" | base64 | tr -d '\n')"
    GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="http.${GITHUB_SERVER_URL:-https://github.com}/.extraheader" \
        GIT_CONFIG_VALUE_0=$header git "$@"
}

# Fetches from the repository of the workflow. The token comes second: where the checkout has left one behind already,
# the server would refuse two.
fetch() {
    git fetch --quiet --no-tags "$@" 2>/dev/null || git_with_token fetch --quiet --no-tags "$@" 2>/dev/null
}

is_shallow() {
    [ "$(git rev-parse --is-shallow-repository)" = true ]
}

# The commit that a revision names, which is fetched where the checkout has left it out.
commit() {
    local revision=$1
    case $revision in
        -* | +* | *[:[:space:]]*) return 1 ;;
    esac
    git rev-parse --verify --quiet "$revision^{commit}" && return
    revision=${revision#origin/}
    # Only where history is short already may it be cut.
    if is_shallow; then
        fetch --depth=1 -- origin "$revision"
    else
        fetch -- origin "$revision"
    fi && git rev-parse --verify --quiet 'FETCH_HEAD^{commit}'
}

# Fetches as much history as shows where this checkout has left a commit, since paperlint compares with that place.
# For the commit that merges a pull request into its base, that is one step.
fetch_history() {
    local commit=$1 head step
    head=$(git rev-parse HEAD) || return 1
    for step in --deepen=1 --unshallow; do
        if git merge-base "$commit" "$head" >/dev/null; then return; fi
        if is_shallow; then fetch "$step" -- origin "$head" "$commit" || true; fi
    done
    git merge-base "$commit" "$head" >/dev/null
}

# Says where to report from; with no revision and no base, everything is reported.
add_since() {
    local revision=${PAPERLINT_SINCE:-$PAPERLINT_BASE} commit
    [ -n "$revision" ] && [ "$revision" != none ] || return 0
    export GIT_TERMINAL_PROMPT=0
    if ! commit=$(commit "$revision") || ! fetch_history "$commit"; then
        fail "the revision \`$revision\` is not in this checkout, or not with what both come from, and could not be \
fetched; give actions/checkout \`fetch-depth: 0\`, or this action \`since: none\`"
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

# Adds what to check, one path a line. The blanks around a path are the indentation of the workflow.
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
    [ "$found" = true ] || fail "the input \`paths\` names nothing"
}

# Names and values are one word each, so that a value that looks like an option is none.
build_arguments() {
    arguments=(check --format="$PAPERLINT_FORMAT" --fail-on="$PAPERLINT_FAIL_ON")
    arguments+=(--format="markdown=$folder/summary.md")
    [ -z "$PAPERLINT_SARIF" ] || arguments+=(--format="sarif=$PAPERLINT_SARIF")
    [ -z "$PAPERLINT_CONFIG" ] || arguments+=(--config="$PAPERLINT_CONFIG")
    add_network
    add_since
    add_paths
}

# Runs paperlint with the token only where it asks the network.
check() {
    if [ "$PAPERLINT_ONLINE" = true ] && [ -n "$PAPERLINT_TOKEN" ]; then
        export GITHUB_TOKEN=$PAPERLINT_TOKEN
    fi
    "$folder/bin/paperlint" "${arguments[@]}" </dev/null
}

# Adds the report to the summary of the workflow, as much of it as there is room for.
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
    # What is installed and fetched runs without the token, other than paperlint itself.
    export -n PAPERLINT_TOKEN
    folder=$(mktemp -d "${RUNNER_TEMP:-${TMPDIR:-/tmp}}/paperlint.XXXXXX")
    trap 'rm -rf "$folder"' EXIT
    build_arguments
    install
    check || status=$?
    write_summary
    if [ -n "$PAPERLINT_SARIF" ] && [ -f "$PAPERLINT_SARIF" ]; then sarif=$PAPERLINT_SARIF; fi
    write_outputs "$status" "$sarif"
    return "$status"
}

main
