//! What stands in a link: a token, written as it was read, or none.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tweespan::domain::Token;

fuzz_target!(|text: &str| {
    if let Some(token) = Token::parse(text) {
        assert_eq!(token.to_hex(), text);
        assert_eq!(token.hash().as_str().len(), 64);
    }
});
