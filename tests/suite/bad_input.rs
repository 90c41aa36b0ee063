//! Bad input.

use reqwest::Method;
use reqwest::blocking::multipart::{Form as Multipart, Part};

use crate::browser::{Browser, Page};

/// Reads in a list as the page of the coordinator does.
pub(crate) fn import(coordinator: &Browser, file: &[u8]) -> Page {
    let path = "/coordinator/jeugd/import";
    let form = coordinator.get(path).only_form();
    let parts = Multipart::new()
        .text("csrf", form.value("csrf").unwrap().to_owned())
        .part("file", Part::bytes(file.to_vec()).file_name("mensen.csv").mime_str("text/csv").unwrap());
    let request = coordinator.request(Method::POST, path).header("sec-fetch-site", "same-origin").multipart(parts);
    Page::of(path, request.send().unwrap())
}
