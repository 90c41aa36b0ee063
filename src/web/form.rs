//! A posted form, read as names and values. It can only be had once it is known to come from a page of ours.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};

use super::errors::WebError;
use super::security::csrf;

/// The fields of a form from one of our own pages: the origin and the token were checked.
#[derive(Debug, Default)]
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    /// The first value of a field; empty when it is not there.
    pub(crate) fn one(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
    }

    /// Every value of a field that is not empty.
    pub(crate) fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(n, v)| n == name && !v.is_empty()).map(|(_, v)| v.clone()).collect()
    }

    /// The first value of each of these fields, to be sent once more.
    pub(crate) fn with(&self, names: &[&'static str]) -> Vec<(&'static str, String)> {
        names.iter().map(|name| (*name, self.one(name).to_owned())).collect()
    }

    /// Everything that was typed, without the form's token.
    pub(crate) fn without_token(self) -> Vec<(String, String)> {
        self.0.into_iter().filter(|(name, _)| name != csrf::FIELD).collect()
    }

    /// The fields whose name begins with `prefix` and that are not empty: the rest of the name, and the value.
    pub(crate) fn beginning(&self, prefix: &str) -> Vec<(String, String)> {
        let rest = |(name, value): &(String, String)| Some((name.strip_prefix(prefix)?.to_owned(), value.clone()));
        self.0.iter().filter(|(_, value)| !value.is_empty()).filter_map(rest).collect()
    }
}

/// A posted form, before its token is checked: a page that was open too long can be shown again with what was typed.
pub(crate) struct Posted {
    fields: Fields,
    genuine: bool,
}

impl Posted {
    /// The fields, and whether the form's token is right.
    pub(crate) fn into_parts(self) -> (Fields, bool) {
        (self.fields, self.genuine)
    }
}

impl FromRequest for Posted {
    type Error = actix_web::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Self::Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let form = web::Form::<Vec<(String, String)>>::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move {
            csrf::check_origin(&request)?;
            let fields = Fields(form.await?.into_inner());
            let genuine = csrf::is_genuine(&request, fields.one(csrf::FIELD));
            Ok(Self { fields, genuine })
        })
    }
}

impl FromRequest for Fields {
    type Error = actix_web::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Self::Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let posted = Posted::from_request(request, payload);
        Box::pin(async move {
            let (fields, genuine) = posted.await?.into_parts();
            if genuine { Ok(fields) } else { Err(WebError::Stale.into()) }
        })
    }
}
