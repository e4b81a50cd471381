//! Finds message ids in templates and sources, words that no language file knows, and what the content policy forbids.

use super::locale::Catalogue;

/// Words that are the same in both languages and may stand in a template.
const SAME_IN_BOTH: [&str; 1] = ["Causeway"];

/// Enters a fault for every id in `t.get("..")`, `t.with("..")`, `t.rich("..")`, `t.rich_with("..")`,
/// `t.marked("..")`, `t.marked_with("..")` or `msg("..")`
/// that does not exist.
pub fn used_ids(file: &str, text: &str, catalogue: &Catalogue, faults: &mut Vec<String>) {
    for call in ["t.get(", "t.with(", "t.rich(", "t.rich_with(", "t.marked(", "t.marked_with(", "msg("] {
        for (at, _) in text.match_indices(call) {
            let before = text.get(..at).unwrap_or_default();
            let line = before.rsplit('\n').next().unwrap_or_default();
            let inside_word = before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
            if inside_word || line.trim_start().starts_with("//") {
                continue;
            }
            let after = text.get(at + call.len()..).unwrap_or_default();
            let id = after.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
            if let Some(id) = id
                && !catalogue.has(id)
            {
                faults.push(format!("{file}:{}: no message `{id}`", before.matches('\n').count() + 1));
            }
        }
    }
}

/// As [`used_ids`], and enters a fault for text that is not a message and for inline style or script.
pub fn template(file: &str, text: &str, catalogue: &Catalogue, faults: &mut Vec<String>) {
    used_ids(file, text, catalogue, faults);
    let bare = without_code(text);
    for fault in inline(&bare) {
        faults.push(format!("{file}: {fault}"));
    }
    for words in words_outside_tags(&bare).into_iter().chain(words_in_attributes(&bare)) {
        if !SAME_IN_BOTH.contains(&words.trim_matches(|c: char| !c.is_alphabetic())) {
            faults.push(format!("{file}: `{words}` is not a message of the locale files"));
        }
    }
}

/// The template with every `{{ }}`, `{% %}` and `{# #}` blanked out.
fn without_code(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("{{").into_iter().chain(rest.find("{%")).chain(rest.find("{#")).min() {
        let (before, code) = rest.split_at(at);
        out.push_str(before);
        out.push(' ');
        let end = match code.get(..2) {
            Some("{{") => "}}",
            Some("{%") => "%}",
            _ => "#}",
        };
        rest = code.split_once(end).map_or("", |(_, after)| after);
    }
    out + rest
}

fn tags(text: &str) -> impl Iterator<Item = &str> {
    text.split('<').skip(1).filter_map(|piece| piece.split('>').next())
}

fn inline(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in tags(text) {
        let tag = tag.to_ascii_lowercase();
        if tag.starts_with("style") || (tag.starts_with("script") && !tag.contains("src=")) {
            found.push(format!("inline <{}> is refused by the content policy", tag.trim()));
        }
        for attribute in attributes(&tag) {
            let name = attribute.0;
            if name == "style" || (name.starts_with("on") && name.len() > 3) {
                found.push(format!("attribute `{name}` is refused by the content policy"));
            }
        }
    }
    found
}

/// Name and quoted value of each attribute of a tag.
fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = tag;
    while let Some((before, after)) = rest.split_once("=\"") {
        let name = before.rsplit(|c: char| c.is_whitespace() || c == '"').next().unwrap_or_default();
        let (value, tail) = after.split_once('"').unwrap_or((after, ""));
        found.push((name, value));
        rest = tail;
    }
    found
}

fn words_in_attributes(text: &str) -> Vec<String> {
    const SPOKEN: [&str; 5] = ["aria-label", "alt", "title", "placeholder", "data-l"];
    tags(text)
        .flat_map(attributes)
        .filter(|(name, value)| SPOKEN.contains(name) && has_word(value))
        .map(|(_, value)| value.trim().to_owned())
        .collect()
}

fn words_outside_tags(text: &str) -> Vec<String> {
    let text = text.replace("&nbsp;", " ").replace("&middot;", " ");
    let mut found = Vec::new();
    for (i, piece) in text.split('<').enumerate() {
        let outside = if i == 0 { piece } else { piece.split_once('>').map_or("", |(_, after)| after) };
        if has_word(outside) {
            found.push(outside.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    found
}

fn has_word(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 1)
}
