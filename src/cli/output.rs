//! Reading files and writing results, with a clear word when that fails.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;

use tokio::runtime::Builder;
use tokio::signal::unix::{SignalKind, signal};

use super::Failure;

/// Reads a file, or the standard input if it is named `-`.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        return io::stdin().read_to_end(&mut bytes).map(|_| bytes).map_err(|e| about(path, &e));
    }
    std::fs::read(path).map_err(|e| about(path, &e))
}

/// Writes to a file, or to the standard output if there is none.
///
/// A file is there in full or not at all: it is written beside where it goes and takes its place when it is done. Who
/// stops the process meanwhile leaves nothing behind; only who kills it outright leaves the hidden `.FILE.PID.part`.
pub(crate) fn write(
    path: Option<&Path>,
    content: impl FnOnce(&mut dyn Write) -> csv::Result<()>,
) -> Result<(), Failure> {
    let done = match path {
        Some(path) => replace(path, content),
        None => through(io::stdout().lock(), content),
    };
    done.map_err(|error| match error.kind() {
        csv::ErrorKind::Io(e) if path.is_none() && e.kind() == io::ErrorKind::BrokenPipe => Failure::ReaderGone,
        csv::ErrorKind::Io(e) => about(path.unwrap_or(Path::new("the standard output")), e),
        _ => Failure::new(error.to_string()),
    })
}

/// Puts a file in the place of what was there. What is no plain file, such as a pipe, is written to as it is.
fn replace(path: &Path, content: impl FnOnce(&mut dyn Write) -> csv::Result<()>) -> csv::Result<()> {
    // Through a link, so that it goes on leading to the file.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let found = fs::metadata(&target).ok();
    let name = match &found {
        Some(found) if !found.is_file() || found.permissions().readonly() => None,
        _ => target.file_name(),
    };
    // The system has the word on what cannot be replaced: it writes to it or refuses.
    let Some(name) = name else { return through(File::create(path)?, content) };
    let unfinished = Unfinished::beside(&target, name);
    remove_when_stopped(unfinished.0.clone());
    // It may hold addresses: for whoever asked for it alone, unless there was one that others may read.
    let private = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&unfinished.0)?;
    through(private, content)?;
    if let Some(found) = found {
        fs::set_permissions(&unfinished.0, found.permissions())?;
    }
    Ok(fs::rename(&unfinished.0, &target)?)
}

/// A file that is being written. If it is still there in the end, it is removed.
struct Unfinished(PathBuf);

impl Unfinished {
    fn beside(target: &Path, name: &OsStr) -> Self {
        let mut hidden = OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".{}.part", std::process::id()));
        Self(target.with_file_name(hidden))
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // After the renaming there is none.
        let _ = fs::remove_file(&self.0);
    }
}

/// From here on, who stops the process (SIGINT or SIGTERM) leaves no such file behind.
///
/// A thread of its own waits for that, so that writing needs no runtime. Without one the process ends as it always would.
fn remove_when_stopped(unfinished: PathBuf) {
    let (ready, is_ready) = mpsc::channel();
    thread::spawn(move || -> io::Result<()> {
        let stopped = async move {
            let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
            // Nobody listens any more if the wait below is over.
            let _ = ready.send(());
            tokio::select! {
                _ = interrupt.recv() => Ok(130),
                _ = terminate.recv() => Ok(143),
            }
        };
        let status: io::Result<i32> = Builder::new_current_thread().enable_io().build()?.block_on(stopped);
        let status = status?;
        let _ = fs::remove_file(unfinished);
        std::process::exit(status)
    });
    // Ready, or it could not be, and then there is nothing to wait for.
    let _ = is_ready.recv();
}

fn through(target: impl Write, content: impl FnOnce(&mut dyn Write) -> csv::Result<()>) -> csv::Result<()> {
    let mut buffered = BufWriter::new(target);
    content(&mut buffered)?;
    Ok(buffered.flush()?)
}

/// One line to the standard error. If nobody listens there, that is no reason to stop.
pub(crate) fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// How a path is named in messages.
pub(crate) fn name(path: &Path) -> String {
    if path == Path::new("-") { "the standard input".to_owned() } else { path.display().to_string() }
}

fn about(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("{}: {error}", name(path)))
}
