//! Reading files and writing results, with a clear word when that fails.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use super::Failure;

/// Reads a file, or the standard input if it is named `-`.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        return io::stdin().read_to_end(&mut bytes).map(|_| bytes).map_err(|e| about(path, &e));
    }
    std::fs::read(path).map_err(|e| about(path, &e))
}

/// Writes to a file, or to the standard output if there is none.
pub(super) fn write(
    path: Option<&Path>,
    content: impl FnOnce(&mut dyn Write) -> csv::Result<()>,
) -> Result<(), Failure> {
    let done = match path {
        Some(path) => File::create(path).map_err(csv::Error::from).and_then(|f| through(f, content)),
        None => through(io::stdout().lock(), content),
    };
    done.map_err(|error| match error.kind() {
        csv::ErrorKind::Io(e) if path.is_none() && e.kind() == io::ErrorKind::BrokenPipe => Failure::ReaderGone,
        csv::ErrorKind::Io(e) => about(path.unwrap_or(Path::new("the standard output")), e),
        _ => Failure::new(error.to_string()),
    })
}

fn through(target: impl Write, content: impl FnOnce(&mut dyn Write) -> csv::Result<()>) -> csv::Result<()> {
    let mut buffered = BufWriter::new(target);
    content(&mut buffered)?;
    Ok(buffered.flush()?)
}

/// One line to the standard error. If nobody listens there, that is no reason to stop.
pub(super) fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// How a path is named in messages.
pub(super) fn name(path: &Path) -> String {
    if path == Path::new("-") { "the standard input".to_owned() } else { path.display().to_string() }
}

fn about(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("{}: {error}", name(path)))
}
