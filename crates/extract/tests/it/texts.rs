//! Every message of the crate has its words in both languages, with the same arguments, and no words are left over.

use std::collections::{BTreeMap, BTreeSet};

use crate::file;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, PatternElement};
use fluent_syntax::parser::parse;

type Texts = BTreeMap<String, BTreeSet<String>>;

fn texts(language: &str) -> Texts {
    let source = String::from_utf8(file(&format!("locales/{language}/extract.ftl"))).unwrap();
    let resource = parse(source).unwrap();
    let message = |entry: &Entry<String>| {
        let Entry::Message(message) = entry else { return None };
        let arguments =
            message.value.iter().flat_map(|pattern| &pattern.elements).filter_map(|element| match element {
                PatternElement::Placeable {
                    expression: Expression::Inline(InlineExpression::VariableReference { id }),
                } => Some(id.name.clone()),
                _ => None,
            });
        Some((message.id.name.clone(), arguments.collect()))
    };
    resource.body.iter().filter_map(message).collect()
}

/// Message ids that the sources of the crate name.
fn used() -> BTreeSet<String> {
    fn walk(folder: &std::path::Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else {
                let source = std::fs::read_to_string(path).unwrap();
                let quoted = source.split('"').filter(|text| text.starts_with("extract-"));
                found.extend(quoted.map(str::to_owned));
            }
        }
    }
    let mut found = BTreeSet::new();
    walk(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut found);
    found
}

#[test]
fn both_languages_say_the_same_things() {
    assert_eq!(texts("en"), texts("fr"));
}

#[test]
fn every_message_has_words_and_no_words_are_left_over() {
    assert_eq!(texts("en").into_keys().collect::<BTreeSet<_>>(), used());
}
