//! Addresses with a query, for links that change one part of a view and keep the rest.

use std::fmt::Write;

/// `?a=1&b=2` of the parameters that have a value; nothing when none has.
pub(crate) fn query(parameters: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for (name, value) in parameters.iter().filter(|(_, value)| !value.is_empty()) {
        text.push(if text.is_empty() { '?' } else { '&' });
        text.push_str(name);
        text.push('=');
        encode(value, &mut text);
    }
    text
}

/// Percent-encodes all but letters, digits and a few marks (RFC 3986, 2.3).
fn encode(value: &str, text: &mut String) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_encoded_and_empty_ones_left_out() {
        assert_eq!(query(&[("q", "Zoë & co"), ("role", ""), ("page", "2")]), "?q=Zo%C3%AB%20%26%20co&page=2");
        assert_eq!(query(&[("q", "")]), "");
    }
}
