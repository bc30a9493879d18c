# paperlint alone in an image: one static binary, which brings its certificates along.
# The images are pinned by tag: their digests change with every repair of Alpine, which a tag takes in and a digest
# nobody renews does not. Cargo.lock holds what is compiled.

FROM rust:1.95-alpine AS build
# The C compiler is there; ring also needs the headers, in whatever version this Alpine has.
# hadolint ignore=DL3018
RUN apk add --no-cache musl-dev
WORKDIR /source
COPY Cargo.toml Cargo.lock ./
COPY rules rules
COPY src src
# Cargo wants every target to be there that Cargo.toml names, though it builds only one.
COPY benches benches
COPY tests tests
RUN cargo build --locked --release --bin paperlint

FROM scratch
COPY LICENSE-APACHE LICENSE-MIT /licenses/
COPY --from=build /source/target/release/paperlint /paperlint
# Nobody in particular: the linter reads the lists and prints.
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["/paperlint"]
