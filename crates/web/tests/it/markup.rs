//! Forms read out of pages: as much of HTML as our own pages use.

/// A form of a page.
#[derive(Debug, Clone)]
pub struct FormTag {
    /// Where it is sent.
    pub action: String,
    /// What it would send as it stands: hidden fields, typed values, what is chosen.
    pub values: Vec<(String, String)>,
}

impl FormTag {
    /// The first form of a page that is sent to this address.
    pub fn find(page: &str, action: &str) -> Option<Self> {
        page.split("<form").skip(1).find_map(|rest| {
            let whole = rest.split("</form>").next()?;
            let (tag, inside) = whole.split_once('>')?;
            (attribute(tag, "action")? == action)
                .then(|| Self { action: action.to_owned(), values: values(inside) })
        })
    }

    /// The value of a field.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

fn values(inside: &str) -> Vec<(String, String)> {
    let mut values = Vec::new();
    let mut select = None;
    for piece in inside.split('<').skip(1) {
        let (tag, after) = piece.split_once('>').unwrap_or((piece, ""));
        let name = attribute(tag, "name");
        let value = attribute(tag, "value").unwrap_or_default();
        if tag.starts_with("input") {
            let kind = attribute(tag, "type").unwrap_or_default();
            let sent = match kind.as_str() {
                "checkbox" | "radio" => tag.contains(" checked"),
                "submit" | "button" | "file" => false,
                _ => true,
            };
            values.extend(name.filter(|_| sent).map(|name| (name, value)));
        } else if tag.starts_with("textarea") {
            values.extend(name.map(|name| (name, plain(after.strip_prefix('\n').unwrap_or(after)))));
        } else if tag.starts_with("select") {
            select = name;
        } else if tag.starts_with("option")
            && let Some(name) = &select
        {
            let first = !values.iter().any(|(known, _)| known == name);
            if first {
                values.push((name.clone(), value));
            } else if tag.contains(" selected") {
                values.retain(|(known, _)| known != name);
                values.push((name.clone(), value));
            }
        }
    }
    values
}

/// The value of an attribute.
pub fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(plain(rest.split('"').next()?))
}

/// Text without the escapes that our templates make.
pub fn plain(text: &str) -> String {
    text.replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#38;", "&")
}
