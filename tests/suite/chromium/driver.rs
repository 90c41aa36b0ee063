//! `ChromeDriver` and the browser that it starts: a process group that ends with the test, however the test ends.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStdout, Command, Stdio};

use fantoccini::wd::Capabilities;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::Setting;

/// A driver on a port of its own, with room for the profile of one browser.
pub(super) struct Driver {
    shell: Child,
    port: u16,
    /// It goes on writing here; without a reader it would end.
    _output: BufReader<ChildStdout>,
    /// What it leaves behind, also when it is killed. Dropped last.
    directory: TempDir,
}

impl Driver {
    /// Starts it, and waits until it listens. The browser's own controls are in the reader's language.
    pub(super) fn start(setting: Setting) -> Self {
        let directory = tempfile::tempdir().unwrap();
        // The shell waits for the end of its input, which comes when this process lets go of it or is killed, and takes
        // the whole group along. A browser left behind would go on for ever.
        let mut command = Command::new("sh");
        command.args(["-c", "chromedriver --port=0 & cat >/dev/null; kill -KILL 0"]).process_group(0);
        command.env("HOME", directory.path()).env("TMPDIR", directory.path());
        command.env("LANGUAGE", setting.language.as_str());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut shell = command.spawn().unwrap();
        let mut output = BufReader::new(shell.stdout.take().unwrap());
        let mut port = None;
        while port.is_none() {
            let mut line = String::new();
            let read = output.read_line(&mut line).unwrap();
            assert!(read > 0, "chromedriver does not start: is Debian's chromium-driver there?");
            let after = line.split_once("started successfully on port ").map(|(_, after)| after);
            port = after.map(|number| number.trim().trim_end_matches('.').parse().unwrap());
        }
        Self { shell, port: port.unwrap(), _output: output, directory }
    }

    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// A browser without a past, which sees this machine and nothing else, and tells what it asks for and complains of.
    pub(super) fn capabilities(&self, setting: Setting) -> Capabilities {
        let profile = format!("--user-data-dir={}", self.directory.path().join("profile").display());
        let language = format!("--accept-lang={}", setting.language);
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--hide-scrollbars",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            &profile,
            &language,
        ];
        let wanted = json!({
            "browserName": "chrome",
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
            "goog:chromeOptions": { "args": arguments },
            "timeouts": { "pageLoad": 60_000, "script": 60_000, "implicit": 0 },
        });
        let Value::Object(wanted) = wanted else { unreachable!("it is an object") };
        wanted
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        let _ = self.shell.wait();
    }
}
