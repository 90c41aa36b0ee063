//! Forms in HTML, read as a browser reads them. Enough for pages whose attributes all stand in double quotes.

/// A form with the values that it would send.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    /// Where it goes; empty for the page itself.
    pub(crate) action: String,
    pub(crate) fields: Vec<(String, String)>,
    /// The name and value of each button.
    pub(crate) buttons: Vec<(String, String)>,
    /// The names of all its controls, also those that would send nothing now.
    pub(crate) controls: Vec<String>,
}

impl Form {
    /// Types into a field, or chooses.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.clear(name);
        self.fields.push((name.to_owned(), value.to_owned()));
    }

    /// Ticks one more box.
    pub(crate) fn tick(&mut self, name: &str, value: &str) {
        assert!(self.controls.iter().any(|known| known == name), "the form has no {name}: {:?}", self.controls);
        self.fields.push((name.to_owned(), value.to_owned()));
    }

    /// Empties a field, or takes all ticks of that name away.
    pub(crate) fn clear(&mut self, name: &str) {
        assert!(self.controls.iter().any(|known| known == name), "the form has no {name}: {:?}", self.controls);
        self.fields.retain(|(known, _)| known != name);
    }

    /// Presses a button that stands on a later page of the same form: the answers count as looked at.
    pub(crate) fn press(&mut self, name: &str, value: &str) {
        self.fields.push((name.to_owned(), value.to_owned()));
    }

    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn values(&self, name: &str) -> Vec<&str> {
        self.fields.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect()
    }
}

/// Every form on a page, in order.
pub(crate) fn forms(html: &str) -> Vec<Form> {
    let mut forms = Vec::new();
    let mut form: Option<Form> = None;
    let mut select: Option<(String, Option<String>, Option<String>)> = None;
    for tag in tags(html) {
        if tag.name == "form" {
            assert!(form.is_none(), "a form within a form");
            let action = tag.get("action").unwrap_or_default();
            form = Some(Form { action, fields: Vec::new(), buttons: Vec::new(), controls: Vec::new() });
        } else if tag.name == "/form" {
            forms.extend(form.take());
        }
        let Some(form) = &mut form else { continue };
        let name = tag.get("name").unwrap_or_default();
        match tag.name.as_str() {
            "input" => {
                let kind = tag.get("type").unwrap_or_default();
                let sends = !matches!(kind.as_str(), "checkbox" | "radio") || tag.get("checked").is_some();
                form.controls.push(name.clone());
                if sends && kind != "file" && !name.is_empty() {
                    form.fields.push((name, tag.get("value").unwrap_or_default()));
                }
            }
            "textarea" => {
                form.controls.push(name.clone());
                let text = tag.after.split("</textarea>").next().unwrap_or_default();
                form.fields.push((name, unescape(text)));
            }
            "button" => form.buttons.push((name, tag.get("value").unwrap_or_default())),
            "select" => {
                form.controls.push(name.clone());
                select = Some((name, None, None));
            }
            "option" => {
                if let Some((_, first, selected)) = &mut select {
                    let value = tag.get("value");
                    if tag.get("selected").is_some() {
                        selected.clone_from(&value);
                    }
                    *first = first.take().or(value);
                }
            }
            "/select" => {
                if let Some((name, first, selected)) = select.take() {
                    form.fields.push((name, selected.or(first).unwrap_or_default()));
                }
            }
            _ => {}
        }
    }
    forms
}

/// The page as its reader sees it: without tags, entities resolved, white space made one space.
pub(crate) fn text(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        text.push(' ');
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    unescape(&text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every address that the page links to.
pub(crate) fn links(html: &str) -> Vec<String> {
    tags(html).filter(|tag| tag.name == "a").filter_map(|tag| tag.get("href")).collect()
}

struct Tag<'a> {
    name: String,
    attributes: &'a str,
    after: &'a str,
}

impl Tag<'_> {
    fn get(&self, attribute: &str) -> Option<String> {
        let mut rest = self.attributes.trim_start();
        while !rest.is_empty() {
            let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            let (value, after) = match after.strip_prefix("=\"") {
                Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
                None => ("", after),
            };
            if name == attribute {
                return Some(unescape(value));
            }
            rest = after.trim_start();
        }
        None
    }
}

fn tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        let (_, inside) = rest.split_once('<')?;
        // A > within quotes ends nothing.
        let mut quoted = false;
        let end = inside.find(|c| {
            quoted ^= c == '"';
            c == '>' && !quoted
        })?;
        let (tag, after) = (&inside[..end], &inside[end + 1..]);
        let (name, attributes) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
        rest = after;
        Some(Tag { name: name.to_owned(), attributes, after })
    })
}

fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        let Some((entity, following)) = after.split_once(';').filter(|(entity, _)| entity.len() < 8) else {
            plain.push('&');
            rest = after;
            continue;
        };
        let number = entity.strip_prefix('#').map(|digits| match digits.strip_prefix('x') {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => digits.parse(),
        });
        match (number, entity) {
            (Some(Ok(number)), _) => plain.extend(char::from_u32(number)),
            (_, "amp") => plain.push('&'),
            (_, "lt") => plain.push('<'),
            (_, "gt") => plain.push('>'),
            (_, "quot") => plain.push('"'),
            _ => panic!("an entity that is not known here: &{entity};"),
        }
        rest = following;
    }
    plain.push_str(rest);
    plain
}

#[test]
fn forms_are_read_as_a_browser_reads_them() {
    let page = r#"<p>a > b</p><form method="post" action="/x"><input type="hidden" name="csrf" value="1&#38;&quot;">
        <input name="t" value="a>b"><input type="checkbox" name="c" value="1"><input type="checkbox" name="c" value="2" checked>
        <select name="s"><option value="">-</option><option value="2" selected>two</option></select>
        <select name="u"><option value="">-</option><option value="2">two</option></select>
        <textarea name="a" rows="2">&#60;b&#62;</textarea><button name="go" value="yes">Go</button></form>"#;
    let form = forms(page).remove(0);
    let expected = [("csrf", "1&\""), ("t", "a>b"), ("c", "2"), ("s", "2"), ("u", ""), ("a", "<b>")]
        .map(|(n, v)| (n.to_owned(), v.to_owned()));
    assert_eq!(form.fields, expected);
    assert_eq!((form.action.as_str(), form.buttons), ("/x", vec![("go".to_owned(), "yes".to_owned())]));
}
