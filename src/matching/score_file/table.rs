//! Small CSV files with a fixed header.

use crate::domain::person::import::line_of;
use crate::domain::validation::shortened;

/// Reads a CSV file with this header, where the `extra` columns may follow, and hands over each row with its line.
///
/// # Errors
/// The first thing that is wrong, with its line. `each` returns what is wrong with a row, without the line.
pub(crate) fn rows<const N: usize>(
    file: &[u8],
    header: [&str; N],
    extra: &[&str],
    mut each: impl FnMut(u64, [&str; N]) -> Result<(), String>,
) -> Result<(), String> {
    let file = file.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(file);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(file);
    let mut record = csv::ByteRecord::new();
    let mut columns = None;
    // Reading from memory with `flexible`, the only error left is one of I/O, which memory does not have.
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        let line = line_of(&record, file);
        let fields: Vec<&str> = record
            .iter()
            .map(std::str::from_utf8)
            .collect::<Result<_, _>>()
            .map_err(|_| format!("line {line}: not UTF-8"))?;
        let done = match columns {
            None => check_header(&fields, header, extra),
            Some(count) if count != fields.len() => Err(format!("{} fields, the header has {count}", fields.len())),
            Some(_) => each(line, std::array::from_fn(|i| fields[i])),
        };
        done.map_err(|what| format!("line {line}: {what}"))?;
        columns = Some(fields.len());
    }
    columns.map(|_| ()).ok_or_else(|| format!("line 1: the file is empty; it must begin with {}", header.join(",")))
}

fn check_header<const N: usize>(fields: &[&str], header: [&str; N], extra: &[&str]) -> Result<(), String> {
    if fields.len() < N || fields.iter().zip(header).any(|(found, wanted)| found.trim() != wanted) {
        return Err(format!("the header must begin with {}", header.join(",")));
    }
    match fields[N..].iter().find(|name| !extra.contains(name)) {
        Some(unknown) => Err(format!("unknown column {:?}", shortened(unknown))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &[u8]) -> Result<Vec<(u64, String, String)>, String> {
        let mut found = Vec::new();
        rows(file, ["a", "b"], &["c"], |line, [a, b]| {
            found.push((line, a.to_owned(), b.to_owned()));
            if b == "bad" { Err("b: is bad".to_owned()) } else { Ok(()) }
        })?;
        Ok(found)
    }

    #[test]
    fn rows_come_with_the_line_an_editor_shows() {
        let expected = vec![(2, "x,\"\n".to_owned(), "é".to_owned()), (5, "y".to_owned(), String::new())];
        assert_eq!(read("a,b\n\"x,\"\"\n\",é\n\ny,\n".as_bytes()), Ok(expected.clone()));
        assert_eq!(read("\u{feff}a,b,c\r\n\"x,\"\"\n\",é,1\r\n\r\ny,,2".as_bytes()), Ok(expected));
        assert_eq!(read(b"a,b\n"), Ok(vec![]));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (file, error) in [
            ("", "line 1: the file is empty; it must begin with a,b"),
            ("a\n", "line 1: the header must begin with a,b"),
            ("b,a\n", "line 1: the header must begin with a,b"),
            ("a,b,d\n", "line 1: unknown column \"d\""),
            ("a,b\n\n1,2\n3\n", "line 4: 1 fields, the header has 2"),
            ("a,b\r\n1,2\r\n3,bad\r\n", "line 3: b: is bad"),
        ] {
            assert_eq!(read(file.as_bytes()), Err(error.to_owned()), "{file:?}");
        }
        assert_eq!(read(b"a,b\n1,\xFF\n"), Err("line 2: not UTF-8".to_owned()));
    }
}
