//! The files that pages need, compiled in. Their names hold a hash of what is in them, so that a browser can keep them
//! for ever and still has the new ones at once.

use std::sync::LazyLock;

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use sha2::{Digest, Sha256};

use super::errors::WebError;

/// The sources of the one style sheet and of the one script, in order: a branch of the pages has a file of its own.
const STYLES: &[&str] = &[include_str!("static/style.css"), include_str!("static/rounds.css")];
const SCRIPTS: &[&str] = &[include_str!("static/app.js"), include_str!("static/rounds.js")];
const MARK: &[&str] = &[include_str!("static/mark.svg")];

/// For as long as caches keep anything: the address changes with the content.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Under a name without a hash, or with one of another version of the program, which may serve beside this one.
const FOR_NOW: &str = "public, max-age=3600";

struct Asset {
    /// Its name without the hash.
    name: &'static str,
    kind: &'static str,
    body: String,
    /// Its address, with the hash.
    address: String,
}

impl Asset {
    fn new(name: &'static str, kind: &'static str, sources: &[&str]) -> Self {
        let body = sources.join("\n");
        let hash = Sha256::digest(&body).iter().take(6).fold(0, |hash: u64, byte| hash << 8 | u64::from(*byte));
        let (stem, end) = name.rsplit_once('.').unwrap_or((name, ""));
        Self { name, kind, body, address: format!("/static/{stem}.{hash:012x}.{end}") }
    }
}

static ASSETS: LazyLock<[Asset; 3]> = LazyLock::new(|| {
    [
        Asset::new("style.css", "text/css; charset=utf-8", STYLES),
        Asset::new("app.js", "text/javascript; charset=utf-8", SCRIPTS),
        Asset::new("mark.svg", "image/svg+xml; charset=utf-8", MARK),
    ]
});

/// The address of a file by its name without the hash; the name itself when there is none.
pub(crate) fn address(name: &str) -> &str {
    ASSETS.iter().find(|asset| asset.name == name).map_or(name, |asset| &asset.address)
}

/// `style.css` of `style.0123456789ab.css`; the name itself when it holds no hash.
fn without_hash(file: &str) -> String {
    match file.split('.').collect::<Vec<_>>().as_slice() {
        [stem, hash, end] if hash.len() == 12 && hash.bytes().all(|b| b.is_ascii_hexdigit()) => format!("{stem}.{end}"),
        _ => file.to_owned(),
    }
}

/// Answers with a file.
pub(crate) async fn serve(file: web::Path<String>) -> Result<HttpResponse, WebError> {
    let name = without_hash(&file);
    let asset = ASSETS.iter().find(|asset| asset.name == name).ok_or(WebError::NotFound)?;
    let is_this = asset.address.strip_prefix("/static/") == Some(file.as_str());
    let keep = if is_this { FOR_EVER } else { FOR_NOW };
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, keep))
        .content_type(asset.kind)
        .body(asset.body.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_has_an_address_with_the_hash_of_its_content() {
        for asset in ASSETS.iter() {
            let file = asset.address.strip_prefix("/static/").unwrap();
            assert_eq!(without_hash(file), asset.name);
            assert_eq!(address(asset.name), asset.address);
        }
        assert_ne!(Asset::new("a.css", "", &["x"]).address, Asset::new("a.css", "", &["y"]).address);
        assert_eq!(without_hash("style.css"), "style.css");
        assert_eq!(without_hash("style.not-a-hash!.css"), "style.not-a-hash!.css");
    }
}
