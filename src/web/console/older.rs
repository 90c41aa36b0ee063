//! Pages of a log, newest first: each begins before the last line of the one before.

use serde::Deserialize;

/// Where a page of a log begins.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Before<Id> {
    before: Option<Id>,
}

impl<Id: Copy> Before<Id> {
    /// Whether it is the first page.
    pub(crate) const fn is_first(&self) -> bool {
        self.before.is_none()
    }

    /// At most `size` lines, and before which of them the next page begins, if there is one. `read` gives so many lines that are
    /// older than one; `newest` is newer than every line.
    pub(crate) fn page<L, E>(
        &self,
        (size, newest): (usize, Id),
        read: impl FnOnce(Id, i64) -> Result<Vec<L>, E>,
        id: impl FnOnce(&L) -> Id,
    ) -> Result<(Vec<L>, Option<Id>), E> {
        let mut lines = read(self.before.unwrap_or(newest), i64::try_from(size + 1).unwrap_or(i64::MAX))?;
        let is_more = lines.len() > size;
        lines.truncate(size);
        let next = lines.last().filter(|_| is_more).map(id);
        Ok((lines, next))
    }
}
