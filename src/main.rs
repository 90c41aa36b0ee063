//! The command line, nothing else: see `cli`.

fn main() -> std::process::ExitCode {
    tweespan::cli::run()
}
