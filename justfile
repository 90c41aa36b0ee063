# Short names for the commands of CONTRIBUTING.md: `just --list`. Nothing here is needed; each line works by itself.

# Build the program as it is shipped
build:
    cargo build --release

# Run the tests that need nothing but Rust
test:
    cargo test

# Run every test and check, on both databases and in a browser; installs what it needs
test-all:
    tests/run

# Serve the sample programme
run:
    cargo run --release -- demo

# Measure the matching engine against another one: milliseconds in a table
bench:
    cargo bench --bench assign

# Make the pictures of the README from the pages of the demo
pictures:
    docs/pictures
