//! Lists a page at a time. A cursor names the last item of the page before; to a program it is any text.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::problem_document::ProblemDocument;

const DEFAULT: usize = 50;
const MOST: usize = 200;

/// Which page of a list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Paging {
    /// `next` of the page before; the first page without.
    cursor: Option<String>,
    /// How many items at most.
    // A text until it is checked, so that what is wrong with it can be said.
    #[param(value_type = Option<u8>, minimum = 1, maximum = 200, default = 50)]
    limit: Option<String>,
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Page<T> {
    /// The items, in the list's order.
    items: Vec<T>,
    /// The cursor of the page after this one; null when this is the last.
    #[schema(required)]
    next: Option<String>,
}

impl Paging {
    /// For a list that can be asked for more than a page.
    pub(crate) const fn new(cursor: Option<String>, limit: Option<String>) -> Self {
        Self { cursor, limit }
    }

    /// How many items at most.
    pub(crate) fn limit(&self) -> Result<usize, ProblemDocument> {
        let Some(text) = &self.limit else { return Ok(DEFAULT) };
        let number = text.parse().ok().filter(|n| (1..=MOST).contains(n));
        number.ok_or_else(|| ProblemDocument::parameter("limit", &format!("Give a whole number from 1 to {MOST}.")))
    }

    /// The identifier of the last item before the page; nothing for the first page.
    pub(crate) fn after<T: FromStr>(&self) -> Result<Option<T>, ProblemDocument> {
        self.cursor.as_ref().map(|text| text.parse().map_err(|_| strange_cursor())).transpose()
    }

    /// Cuts the page out of a list that is in memory; `key` names an item.
    pub(crate) fn cut<T>(&self, list: Vec<T>, key: impl Fn(&T) -> String) -> Result<Page<T>, ProblemDocument> {
        let start = match &self.cursor {
            None => 0,
            Some(cursor) => 1 + list.iter().position(|item| key(item) == *cursor).ok_or_else(strange_cursor)?,
        };
        let limit = self.limit()?;
        Ok(Page::of(list.into_iter().skip(start).take(limit + 1).collect(), limit, key))
    }
}

impl<T> Page<T> {
    /// A page of the first `limit` of `items`; that there is one more tells that there is a next page.
    pub(crate) fn of(mut items: Vec<T>, limit: usize, key: impl Fn(&T) -> String) -> Self {
        let more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| more).map(key);
        Self { items, next }
    }

    /// The page with something else for each item.
    pub(crate) fn map<U>(self, to: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(to).collect(), next: self.next }
    }
}

fn strange_cursor() -> ProblemDocument {
    ProblemDocument::parameter("cursor", "Begin again without a cursor: this one is not of this list, or no more.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(cursor: Option<&str>, limit: Option<&str>) -> Result<Page<u32>, ProblemDocument> {
        let paging = Paging { cursor: cursor.map(str::to_owned), limit: limit.map(str::to_owned) };
        paging.cut((1..=5).collect(), ToString::to_string)
    }

    #[test]
    fn following_the_cursor_gives_every_item_once() {
        for limit in 1..=6 {
            let (mut seen, mut cursor) = (Vec::new(), None);
            loop {
                let page = page(cursor.as_deref(), Some(&limit.to_string())).unwrap();
                seen.extend(page.items);
                cursor = page.next;
                if cursor.is_none() {
                    break;
                }
            }
            assert_eq!(seen, [1, 2, 3, 4, 5], "by {limit}");
        }
    }

    #[test]
    fn a_strange_limit_or_cursor_is_refused() {
        for (cursor, limit) in [
            (None, Some("0")),
            (None, Some("201")),
            (None, Some("-1")),
            (None, Some("x")),
            (Some("6"), None),
            (Some(""), None),
        ] {
            let problem = page(cursor, limit).unwrap_err();
            assert_eq!(actix_web::ResponseError::status_code(&problem), actix_web::http::StatusCode::BAD_REQUEST);
        }
        assert_eq!(page(None, None).unwrap().items.len(), 5);
    }
}
