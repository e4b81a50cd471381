//! The sections of a pack file, read one by one so that a fault in one does not hide those in the others.

use serde::de::DeserializeOwned;
use toml::{Table, Value};

use crate::fault::Fault;
use crate::header::Kind;

/// The sections that have not been read.
pub(super) struct Sections<'f> {
    file: String,
    table: Table,
    faults: &'f mut Vec<Fault>,
    /// Could every item be read so far?
    pub(super) whole: bool,
}

impl<'f> Sections<'f> {
    /// Parses the text and checks that everything said in one language is said in the other.
    pub(super) fn parse(file: &str, text: &str, faults: &'f mut Vec<Fault>) -> Option<Self> {
        let table = match text.parse::<Table>() {
            Ok(table) => table,
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start.min(text.len()));
                let line = text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
                faults.push(Fault::new(file, format!("line {line}"), one_line(error.message())));
                return None;
            }
        };
        let mut value = Value::Table(table);
        both_languages(file, &mut value, "", faults);
        let Value::Table(table) = value else { return None };
        Some(Self { file: file.to_owned(), table, faults, whole: true })
    }

    pub(super) fn fault(&mut self, path: &str, message: impl Into<String>) {
        self.faults.push(Fault::new(&self.file, path, message));
    }

    pub(super) fn has(&self, section: &str) -> bool {
        self.table.contains_key(section)
    }

    /// Reads a section that stands once.
    pub(super) fn one<T: DeserializeOwned>(&mut self, section: &str) -> Option<T> {
        match self.table.remove(section) {
            Some(value) => self.item(value, section),
            None => {
                self.fault(section, format!("the section `{section}` is missing"));
                self.whole = false;
                None
            }
        }
    }

    /// Reads a section that may stand any number of times.
    pub(super) fn many<T: DeserializeOwned>(&mut self, section: &str) -> Vec<T> {
        match self.table.remove(section) {
            None => Vec::new(),
            Some(Value::Array(items)) => {
                let mut read = Vec::with_capacity(items.len());
                for (index, item) in items.into_iter().enumerate() {
                    let path = format!("{section}[{}]", name_of(&item).unwrap_or_else(|| index.to_string()));
                    read.extend(self.item(item, &path));
                }
                read
            }
            Some(_) => {
                self.fault(section, format!("the section must be written `[[{section}]]`"));
                self.whole = false;
                Vec::new()
            }
        }
    }

    /// Reports what nobody has read.
    pub(super) fn end(&mut self, kind: Kind) {
        let kind = format!("{kind:?}").to_lowercase();
        for section in std::mem::take(&mut self.table).keys() {
            self.fault(section, format!("a pack of the kind `{kind}` has no place for this section"));
        }
    }

    fn item<T: DeserializeOwned>(&mut self, value: Value, path: &str) -> Option<T> {
        let mut unknown = Vec::new();
        let mut track = serde_path_to_error::Track::new();
        let read =
            serde_ignored::deserialize(serde_path_to_error::Deserializer::new(value, &mut track), |key| {
                unknown.push(key.to_string().replace(".?", ""));
            });
        for key in unknown {
            self.fault(&format!("{path}.{key}"), "no such key");
        }
        match read {
            Ok(item) => Some(item),
            Err(error) => {
                let inner = track.path().to_string();
                let path = if inner == "." { path.to_owned() } else { format!("{path}.{inner}") };
                self.fault(&path, one_line(error.message()));
                self.whole = false;
                None
            }
        }
    }
}

/// The name by which a reader finds an item in the file.
fn name_of(item: &Value) -> Option<String> {
    let text = |key| item.get(key).and_then(Value::as_str);
    match (text("id"), text("from"), text("to"), text("weekday")) {
        (Some(id), ..) => Some(id.to_owned()),
        (None, Some(from), Some(to), _) => Some(format!("{from} > {to}")),
        (None, _, _, weekday) => weekday.map(str::to_owned),
    }
}

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every table with one of the keys `en` and `fr` is a text and needs both. A missing one is filled in after it was
/// reported, so that reading goes on and finds the other faults.
fn both_languages(file: &str, value: &mut Value, path: &str, faults: &mut Vec<Fault>) {
    match value {
        Value::Table(table) => {
            if table.contains_key("en") || table.contains_key("fr") {
                for language in ["en", "fr"] {
                    match table.get(language) {
                        None => {
                            faults.push(Fault::new(file, path, format!("`{language}` is missing")));
                            table.insert(language.to_owned(), Value::String(String::new()));
                        }
                        Some(Value::String(words)) if words.trim().is_empty() => {
                            faults.push(Fault::new(file, path, format!("`{language}` is empty")));
                        }
                        Some(_) => {}
                    }
                }
            }
            for (key, inner) in table.iter_mut() {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                both_languages(file, inner, &path, faults);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                let name = name_of(item).unwrap_or_else(|| index.to_string());
                both_languages(file, item, &format!("{path}[{name}]"), faults);
            }
        }
        _ => {}
    }
}
