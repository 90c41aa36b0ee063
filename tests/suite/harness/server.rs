//! A server that runs.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Instant;

use super::{DEADLINE, until};

/// A running server; it ends when it is dropped.
pub(crate) struct Server {
    child: Child,
    /// What it said it listens on.
    pub(crate) url: String,
    /// What it printed before.
    pub(crate) printed: Vec<String>,
    log: Arc<Mutex<String>>,
}

impl Server {
    pub(crate) fn start(mut command: Command) -> Self {
        // In the process group of the tests: whoever ends these, ends it too.
        let mut child = command.spawn().unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        // A test may have sent it elsewhere.
        if let Some(mut stderr) = child.stderr.take() {
            let kept = Arc::clone(&log);
            std::thread::spawn(move || {
                let mut bytes = [0; 4096];
                while let Ok(n @ 1..) = stderr.read(&mut bytes) {
                    kept.lock().unwrap().push_str(&String::from_utf8_lossy(&bytes[..n]));
                }
            });
        }
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let (say, said) = mpsc::channel();
        std::thread::spawn(move || stdout.lines().map_while(Result::ok).try_for_each(|line| say.send(line)));
        let mut server = Self { child, url: String::new(), printed: Vec::new(), log };
        let deadline = Instant::now() + DEADLINE;
        while server.url.is_empty() {
            let left = deadline.saturating_duration_since(Instant::now());
            let line = said.recv_timeout(left).unwrap_or_else(|_| panic!("it does not listen: {}", server.log()));
            match line.strip_prefix("listening on ") {
                Some(url) => url.clone_into(&mut server.url),
                None => server.printed.push(line),
            }
        }
        server
    }

    /// The most memory that it had so far, in megabytes.
    pub(crate) fn peak_memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.split_whitespace().next().unwrap().parse::<u64>().unwrap() / 1024
    }

    /// Ends it as a power cut would, without a word.
    pub(crate) fn kill(&self) {
        let killed = Command::new("kill").args(["-KILL", &self.child.id().to_string()]).status().unwrap();
        assert!(killed.success());
    }

    /// What it wrote to its log so far.
    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// `host:port`.
    pub(crate) fn address(&self) -> &str {
        self.url.strip_prefix("http://").unwrap()
    }

    /// Asks it to stop, and waits until it has: its status and its log.
    pub(crate) fn stop(mut self) -> (Option<i32>, String) {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(asked.success());
        let mut status = None;
        until("the server has stopped", || {
            status = self.child.try_wait().unwrap();
            status.is_some()
        });
        (status.unwrap().code(), self.log())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            eprintln!("the server's log:\n{}", self.log());
        }
    }
}
