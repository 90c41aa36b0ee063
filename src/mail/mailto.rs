//! Links that open a new mail.

use std::fmt::Write;

/// A link that opens a new mail (RFC 6068): what could end the address is escaped.
#[must_use]
pub fn mailto(address: &str) -> String {
    let mut url = "mailto:".to_owned();
    for byte in address.bytes() {
        if byte.is_ascii_alphanumeric() || b"@.-_+~".contains(&byte) {
            url.push(char::from(byte));
        } else {
            // Writing to a String does not fail.
            let _ = write!(url, "%{byte:02X}");
        }
    }
    url
}
