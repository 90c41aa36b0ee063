//! Bodies of requests: of the right type, not too large, and what is wrong with them told by field.

use actix_web::http::StatusCode;
use actix_web::web::{Bytes, Payload};
use actix_web::{HttpMessage, HttpRequest};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Deserializer;
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment};

use super::problem_document::{FieldProblem, ProblemDocument};
use crate::domain::validation::shortened;

/// Reads a body as JSON. No body at all is as good as an object without fields.
pub(crate) async fn json<T: DeserializeOwned>(
    request: &HttpRequest,
    payload: Payload,
    most: usize,
) -> Result<T, ProblemDocument> {
    let body = bytes(request, payload, "application/json", most).await?;
    parse(if body.is_empty() { b"{}" } else { &body })
}

/// Reads a body of this type of at most so many bytes.
pub(crate) async fn bytes(
    request: &HttpRequest,
    payload: Payload,
    media_type: &str,
    most: usize,
) -> Result<Bytes, ProblemDocument> {
    let body = payload
        .to_bytes_limited(most)
        .await
        .map_err(|_| ProblemDocument::of(StatusCode::PAYLOAD_TOO_LARGE))?
        .map_err(|_| ProblemDocument::of(StatusCode::BAD_REQUEST))?;
    let is_right = matches!(request.mime_type(), Ok(Some(mime)) if mime.essence_str() == media_type);
    if is_right || body.is_empty() {
        Ok(body)
    } else {
        Err(ProblemDocument::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            format!("Send the body as {media_type}, and say so in Content-Type."),
        ))
    }
}

/// Reads JSON; what is wrong is told by field.
pub(crate) fn parse<T: DeserializeOwned>(text: &[u8]) -> Result<T, ProblemDocument> {
    // serde takes a list for a struct, its places for the fields.
    if text.trim_ascii_start().starts_with(b"[") {
        return Err(ProblemDocument::field("", "Send an object, not a list."));
    }
    let mut json = Deserializer::from_slice(text);
    let (path, error) = match serde_path_to_error::deserialize(&mut json) {
        Ok(read) => match json.end() {
            Ok(()) => return Ok(read),
            Err(error) => (Vec::new(), error),
        },
        Err(error) => (steps(error.path()), error.into_inner()),
    };
    match error.classify() {
        Category::Data => Err(ProblemDocument::fields(vec![wrong_field(path, &error)])),
        // More items than a list of two has are to serde_json what follows the end.
        Category::Syntax if serde_json::from_slice::<IgnoredAny>(text).is_ok() => {
            Err(ProblemDocument::fields(vec![wrong_field(path, &error)]))
        }
        Category::Io | Category::Syntax | Category::Eof => Err(ProblemDocument::new(
            StatusCode::BAD_REQUEST,
            format!("Correct the JSON: it cannot be read at line {}, column {}.", error.line(), error.column()),
        )),
    }
}

/// The names and places on the way to a value.
fn steps(path: &Path) -> Vec<String> {
    let step = |step: &Segment| match step {
        Segment::Seq { index } => Some(index.to_string()),
        Segment::Map { key } => Some(shortened(key)),
        Segment::Enum { variant } => Some(shortened(variant)),
        Segment::Unknown => None,
    };
    path.iter().filter_map(step).collect()
}

/// The field that is wrong, and how.
fn wrong_field(mut path: Vec<String>, error: &serde_json::Error) -> FieldProblem {
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
    // What is there too little or too much stands beside the way, not on it.
    let named = ["missing field", "unknown field", "duplicate field"].iter().any(|start| message.starts_with(start));
    if let Some(name) = message.split('`').nth(1).filter(|name| named && path.last().is_none_or(|last| last != name)) {
        path.push(shortened(name));
    }
    let detail = if message.starts_with("missing field") {
        "Add this field: it is missing.".to_owned()
    } else if message.starts_with("unknown field") {
        "Leave this field out: there is none of this name.".to_owned()
    } else if message.starts_with("duplicate field") {
        "Give this field once: it is there twice.".to_owned()
    } else if message.starts_with("trailing") {
        "Give fewer here: the list is too long.".to_owned()
    } else if message.starts_with("data did not match") {
        "Give a value of the kind that the document names.".to_owned()
    } else if let Some((what, expected)) = message.split_once(", expected ") {
        if what.starts_with("unknown variant") {
            format!("Choose {expected}.")
        } else {
            format!("Give {} here.", kind(expected))
        }
    } else {
        // The words of our own types, such as a weight's.
        format!("Give a value that fits: {message}.")
    };
    FieldProblem::new(path.join("."), detail)
}

fn kind(expected: &str) -> &str {
    match expected {
        "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" => "a whole number of usual size",
        "a string" | "string or map" => "a text",
        "a boolean" => "true or false",
        "a sequence" => "a list",
        other if other.starts_with("struct ") || other == "a map" => "an object",
        _ => "a value of the kind that the document names",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AddressPair, Factor, Weight};
    use serde::Deserialize;
    use std::collections::BTreeMap;

    #[derive(Debug, Default, Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Sample {
        name: String,
        years: i64,
        list: Vec<Part>,
        weight: Option<Weight>,
        weights: BTreeMap<Factor, Weight>,
        locale: crate::domain::Locale,
        words: Vec<String>,
        couples: Vec<AddressPair>,
        two: [i64; 2],
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "read for what is wrong with it")]
    struct Part {
        topic: String,
        level: i64,
    }

    fn field(json: &str) -> String {
        let problem = parse::<Sample>(json.as_bytes()).unwrap_err();
        let body = serde_json::to_value(&problem).unwrap();
        assert_eq!(body["status"], 422, "{json}");
        let detail = body["errors"][0]["detail"].as_str().unwrap();
        assert!(detail.ends_with('.') && !detail.contains("struct"), "{detail}");
        body["errors"][0]["field"].as_str().unwrap_or_default().to_owned()
    }

    #[test]
    fn the_field_that_is_wrong_is_named() {
        for (json, name) in [
            (r#"{"shoe_size": 43}"#, "shoe_size"),
            (r#"{"name": 3}"#, "name"),
            (r#"{"name": ["a"]}"#, "name"),
            (r#"{"name": {"a": 1}}"#, "name"),
            (r#"{"name": null}"#, "name"),
            (r#"{"name": "a", "name": "b"}"#, "name"),
            (r#"{"name": "{\"[", "years": 1.5}"#, "years"),
            (r#"{"years": 99999999999999999999}"#, "years"),
            ("{\n \"name\": \"a\",\n \"years\": \"4\"}", "years"),
            (r#"{"list": [{"topic": "a", "level": 1}, {"topic": "b", "level": "2"}]}"#, "list.1.level"),
            (r#"{"list": [{"topic": "a", "level": 1}, {"topic": "b"}]}"#, "list.1.level"),
            (r#"{"list": [{"topic": "a", "level": 1, "x": 1}]}"#, "list.0.x"),
            (r#"{"list": {}}"#, "list"),
            (r#"{"list": [[]]}"#, "list.0"),
            (r#"{"two": [1]}"#, "two"),
            (r#"{"two": [1, 2, 3]}"#, "two"),
            (r#"{"two": ["1", 2]}"#, "two.0"),
            (r#"{"words": ["a", 2]}"#, "words.1"),
            (r#"{"couples": [["a@b.nl"]]}"#, "couples.0"),
            (r#"{"couples": [["a@b.nl"], ["c@d.nl", "e@f.nl"]], "years": 1}"#, "couples.0"),
            (r#"{"couples": [["a@b.nl", "c@d.nl"], ["x", "e@f.nl"]], "years": 1}"#, "couples.1"),
            (r#"{"couples": [["a@b.nl", 1]]}"#, "couples.0.1"),
            (r#"{"couples": 1}"#, "couples"),
            (r#"{"weight": 11}"#, "weight"),
            (r#"{"weight": true, "years": 1}"#, "weight"),
            (r#"{"weights": {"region": 11}}"#, "weights.region"),
            (r#"{"weights": {"region": 11, "role": 1}}"#, "weights.region"),
            (r#"{"weights": {"shoes": 1}, "years": 1}"#, "weights.shoes"),
            (r#"{"locale": "de"}"#, "locale"),
            (r#"{"locale": "de" , "years": 1}"#, "locale"),
            ("[]", ""),
            ("3", ""),
        ] {
            assert_eq!(field(json), name, "{json}");
        }
    }

    #[test]
    fn what_is_no_json_is_a_bad_request() {
        for json in ["", "{", "{\"name\": \"a\"", "{name: 1}", "{} {}", "{\"name\": \"\u{0}\"}"] {
            let problem = parse::<Sample>(json.as_bytes()).unwrap_err();
            assert_eq!(serde_json::to_value(&problem).unwrap()["status"], 400, "{json}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>, json in "[\\[\\]{}\",:a0\\\\ \n]{0,40}") {
            let _ = parse::<Sample>(&bytes);
            let _ = parse::<Sample>(json.as_bytes());
        }
    }
}
