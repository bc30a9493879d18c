# An image with paperlint alone: one static binary, which contains its certificates.
# The base image is pinned by tag, because a tag receives the security fixes of Alpine and a forgotten digest does not.
# Cargo.lock pins the compiled code.

FROM rust:1.95-alpine AS build
# The C compiler is in the image; ring also needs the headers, in the version of this Alpine.
# hadolint ignore=DL3018
RUN apk add --no-cache musl-dev
WORKDIR /source
COPY Cargo.toml Cargo.lock ./
COPY rules rules
COPY src src
# Cargo expects every target in Cargo.toml to exist, although it builds only one.
COPY benches benches
COPY tests tests
RUN cargo build --locked --release --bin paperlint

FROM scratch
COPY LICENSE-APACHE LICENSE-MIT /licenses/
COPY --from=build /source/target/release/paperlint /paperlint
# No particular user: the linter only reads lists and prints.
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["/paperlint"]
