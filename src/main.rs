//! The command line, nothing else: see `cli`.

#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    tweespan::cli::run()
}
