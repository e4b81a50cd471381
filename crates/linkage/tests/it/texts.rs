//! Every message has its words in both languages, with the arguments that the engine gives, and no words are left over.

use std::collections::BTreeSet;

use fluent_syntax::ast::Entry;
use linkage::{message_ids, rank_message_ids};

use crate::person::model;

const ENGLISH: &str = include_str!("../../../../locales/en/linkage.ftl");
const FRENCH: &str = include_str!("../../../../locales/fr/linkage.ftl");

/// Ids of a catalogue, each with the arguments that its words use.
fn texts(source: &str) -> BTreeSet<(String, String)> {
    let resource = fluent_syntax::parser::parse(source).unwrap();
    let arguments = |words: &str| {
        let used: Vec<&str> = ["$kind", "$rarity"].into_iter().filter(|name| words.contains(*name)).collect();
        assert_eq!(used.len(), words.matches('$').count(), "{words}");
        used.join(" ")
    };
    resource
        .body
        .iter()
        .filter_map(|entry| match entry {
            Entry::Message(message) => {
                let written = fluent_syntax::serializer::serialize(&fluent_syntax::ast::Resource {
                    body: vec![Entry::Message(message.clone())],
                });
                Some((message.id.name.to_owned(), arguments(&written)))
            }
            _ => None,
        })
        .collect()
}

#[test]
fn both_languages_say_the_same_things() {
    assert_eq!(texts(ENGLISH), texts(FRENCH));
}

#[test]
fn every_message_has_words_and_no_words_are_left_over() {
    let guards = model().guards.into_iter().map(|guard| format!("reason-guard-{}", guard.id));
    let expected: BTreeSet<String> =
        message_ids().into_iter().chain(guards).chain(rank_message_ids().map(str::to_owned)).collect();
    assert_eq!(texts(ENGLISH).into_iter().map(|(id, _)| id).collect::<BTreeSet<_>>(), expected);
}
