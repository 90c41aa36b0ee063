//! The looking itself, put to the test.

use std::io::{Read, Write};
use std::net::TcpListener;

use super::{Chromium, PHONE};

/// Everything that no page of ours may do, on one page.
const BAD: &str = "<!doctype html><html lang=\"en\"><head><title>Bad</title></head><body><main>\
    <h1 style=\"color: red\">Bad</h1><table width=\"800\"><tr><td>Too wide</td></tr></table><p><font color=\"#dddddd\">Too faint</font></p><input>\
    <script>document.title = 'ran'</script><img src=\"http://elsewhere.example/pixel.png\" alt=\"\">\
    <a href=\"/\" tabindex=\"7\">On</a></main></body></html>";

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn a_bad_page_is_found_out() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let head = "HTTP/1.1 404 Not Found\r\ncontent-type: text/html\r\nconnection: close\r\n\
                        content-security-policy: default-src 'self'";
            let _ = write!(stream, "{head}\r\ncontent-length: {}\r\n\r\n{BAD}", BAD.len());
        }
    });
    let reader = Chromium::at(&url, PHONE);
    reader.open("/");
    let problems = reader.problems("bad", 200);
    for expected in [
        "it asks for http://elsewhere.example/pixel.png",
        "is “default-src 'self'”",
        "it came with 404",
        "Applying inline style violates",
        "Executing inline script violates",
        "in \"en\" for a reader of nl",
        "the page is 808 wide on a screen of 360",
        "light: color-contrast",
        "light: label",
        "light: tabindex",
        "dark: color-contrast",
    ] {
        assert!(problems.iter().any(|problem| problem.contains(expected)), "{expected} in {problems:#?}");
    }
}
