//! A mail server that does as it is told: it can refuse, fall silent and hang up at any step, and be mended.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What a server does instead of saying yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reply {
    Yes,
    Say(&'static str),
    /// Holds the connection, and says nothing more.
    Silence,
    HangUp,
    /// At the end of a mail: it is kept, and then the connection is closed without a word.
    TakeAndHangUp,
    /// At the end of a mail: it is kept, and then nothing more is said.
    TakeAndFallSilent,
}

/// Where a conversation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Greeting,
    Hello,
    SignIn,
    Sender,
    Recipient,
    Data,
    /// After the final dot.
    End,
}

/// A step, with what may matter for the reply.
#[derive(Debug)]
pub(crate) struct Moment<'a> {
    pub(crate) step: Step,
    /// How many mails this connection has brought so far.
    pub(crate) mails: usize,
    /// How many recipients it has refused on this connection.
    pub(crate) refused: usize,
    /// The recipient, once it was named.
    pub(crate) to: &'a str,
}

/// A mail as it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Arrived {
    pub(crate) to: String,
    pub(crate) message_id: String,
    /// As it came, without what was added to lines of dots.
    pub(crate) raw: Vec<u8>,
}

type Behaviour = Arc<dyn Fn(&Moment<'_>) -> Reply + Send + Sync>;

struct Shared {
    behaviour: Mutex<Behaviour>,
    arrived: Mutex<Vec<Arrived>>,
    connections: AtomicUsize,
    closed: AtomicUsize,
    goodbyes: AtomicUsize,
}

/// The server. Its threads end with the connections, and with the test.
pub(crate) struct SmtpServer {
    pub(crate) url: String,
    shared: Arc<Shared>,
}

impl SmtpServer {
    /// One that takes every mail.
    pub(crate) fn start() -> Self {
        Self::that(|_| Reply::Yes)
    }

    pub(crate) fn that(behaves: impl Fn(&Moment<'_>) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let shared = Arc::new(Shared {
            behaviour: Mutex::new(Arc::new(behaves)),
            arrived: Mutex::default(),
            connections: AtomicUsize::new(0),
            closed: AtomicUsize::new(0),
            goodbyes: AtomicUsize::new(0),
        });
        let server = Self { url, shared: Arc::clone(&shared) };
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                shared.connections.fetch_add(1, Ordering::SeqCst);
                let shared = Arc::clone(&shared);
                std::thread::spawn(move || {
                    // Whoever hangs up in the middle is no fault of the server.
                    let _ = Conversation::new(stream, Arc::clone(&shared)).and_then(|mut c| c.hold());
                    shared.closed.fetch_add(1, Ordering::SeqCst);
                });
            }
        });
        server
    }

    /// From now on it behaves otherwise, also on connections that are open.
    pub(crate) fn now(&self, behaves: impl Fn(&Moment<'_>) -> Reply + Send + Sync + 'static) {
        *self.shared.behaviour.lock().unwrap() = Arc::new(behaves);
    }

    /// What arrived so far, in its order.
    pub(crate) fn arrived(&self) -> Vec<Arrived> {
        self.shared.arrived.lock().unwrap().clone()
    }

    /// How many mails arrived so far.
    pub(crate) fn count(&self) -> usize {
        self.shared.arrived.lock().unwrap().len()
    }

    /// What arrived after the first `count`.
    pub(crate) fn arrived_after(&self, count: usize) -> Vec<Arrived> {
        self.shared.arrived.lock().unwrap()[count..].to_vec()
    }

    /// How many connections there were so far.
    pub(crate) fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }

    /// How many of them are open.
    pub(crate) fn open(&self) -> usize {
        let closed = self.shared.closed.load(Ordering::SeqCst);
        self.shared.connections.load(Ordering::SeqCst) - closed
    }

    /// How many of them ended politely.
    pub(crate) fn goodbyes(&self) -> usize {
        self.shared.goodbyes.load(Ordering::SeqCst)
    }
}

struct Conversation {
    reader: BufReader<TcpStream>,
    shared: Arc<Shared>,
    mails: usize,
    refused: usize,
    to: String,
}

/// The connection is to be closed.
struct Closed;

impl Conversation {
    fn new(stream: TcpStream, shared: Arc<Shared>) -> std::io::Result<Self> {
        stream.set_nodelay(true)?;
        Ok(Self { reader: BufReader::new(stream), shared, mails: 0, refused: 0, to: String::new() })
    }

    fn hold(&mut self) -> std::io::Result<()> {
        if self.answer(Step::Greeting, "220 here")?.is_err() {
            return Ok(());
        }
        let mut line = String::new();
        loop {
            line.clear();
            if self.reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            let word = line.split([' ', '\r']).next().unwrap_or_default().to_ascii_uppercase();
            let answered = match word.as_str() {
                "EHLO" => self.answer(Step::Hello, "250-here\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 AUTH PLAIN")?,
                "AUTH" => self.answer(Step::SignIn, "235 welcome")?,
                "MAIL" => self.answer(Step::Sender, "250 yes")?,
                "RCPT" => {
                    let address = line.split(['<', '>']).nth(1).unwrap_or_default();
                    address.clone_into(&mut self.to);
                    let answered = self.answer(Step::Recipient, "250 yes")?;
                    self.refused += usize::from(matches!(answered, Ok(false)));
                    answered
                }
                "DATA" => match self.answer(Step::Data, "354 go on")? {
                    Ok(true) => self.take()?,
                    other => other,
                },
                "QUIT" => {
                    self.shared.goodbyes.fetch_add(1, Ordering::SeqCst);
                    self.say("221 goodbye")?;
                    return Ok(());
                }
                _ => Ok(self.say("250 yes").map(|()| true)?),
            };
            if answered.is_err() {
                return Ok(());
            }
        }
    }

    /// Reads a mail to its final dot.
    fn take(&mut self) -> std::io::Result<Result<bool, Closed>> {
        let (mut message_id, mut raw) = (String::new(), Vec::new());
        let mut line = String::new();
        while line != ".\r\n" {
            line.clear();
            if self.reader.read_line(&mut line)? == 0 {
                return Ok(Err(Closed));
            }
            raw.extend_from_slice(line.strip_prefix('.').unwrap_or(&line).as_bytes());
            if let Some(id) = line.strip_prefix("Message-ID: <") {
                id.trim_end().trim_end_matches('>').clone_into(&mut message_id);
            }
        }
        let reply = self.reply(Step::End);
        if matches!(reply, Reply::Yes | Reply::TakeAndHangUp | Reply::TakeAndFallSilent) {
            self.mails += 1;
            self.shared.arrived.lock().unwrap().push(Arrived { to: self.to.clone(), message_id, raw });
        }
        self.act(reply, "250 taken")
    }

    fn reply(&self, step: Step) -> Reply {
        let behaviour = Arc::clone(&self.shared.behaviour.lock().unwrap());
        behaviour(&Moment { step, mails: self.mails, refused: self.refused, to: &self.to })
    }

    fn answer(&mut self, step: Step, yes: &str) -> std::io::Result<Result<bool, Closed>> {
        self.act(self.reply(step), yes)
    }

    /// Whether it said yes.
    fn act(&mut self, reply: Reply, yes: &str) -> std::io::Result<Result<bool, Closed>> {
        match reply {
            Reply::Yes => self.say(yes).map(|()| Ok(true)),
            Reply::Say(words) => {
                self.say(words)?;
                Ok(if words.starts_with("421") { Err(Closed) } else { Ok(false) })
            }
            Reply::HangUp | Reply::TakeAndHangUp => Ok(Err(Closed)),
            Reply::Silence | Reply::TakeAndFallSilent => {
                // Until the other side gives up; nothing it says is answered.
                self.reader.get_ref().set_read_timeout(Some(Duration::from_mins(10)))?;
                std::io::copy(&mut self.reader, &mut std::io::sink())?;
                Ok(Err(Closed))
            }
        }
    }

    fn say(&mut self, words: &str) -> std::io::Result<()> {
        self.reader.get_mut().write_all(format!("{words}\r\n").as_bytes())
    }
}
