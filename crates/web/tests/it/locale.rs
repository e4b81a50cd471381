//! The checks that guard the texts find what they must find.

use std::collections::BTreeSet;
use std::path::Path;

#[path = "../../build"]
mod build {
    pub mod locale;
    pub mod scan;
}

use build::locale::{self as catalogue, Catalogue};
use build::scan;
use web::{L10n, Lang};

fn read(source: &str) -> (Catalogue, Vec<String>) {
    let mut faults = Vec::new();
    let mut catalogue = Catalogue::default();
    catalogue.read("a.ftl", source, &mut faults);
    (catalogue, faults)
}

#[test]
fn a_text_or_variable_that_one_language_lacks_is_a_fault() {
    let (en, _) = read("a = A\nb = { $n } of { $m }\n");
    let (fr, _) = read("b = { $n ->\n    [one] un\n   *[other] { $n }\n}\nc = C\n");
    let mut faults = Vec::new();
    catalogue::compare(&en, &fr, &mut faults);
    assert_eq!(
        faults,
        ["a.ftl: `a` has no French text", "a.ftl: `b` does not use `$m`", "a.ftl: `c` has no English text"]
    );
}

#[test]
fn double_empty_and_broken_messages_are_faults() {
    assert_eq!(read("a = A\na = B\n").1, ["a.ftl: `a` is defined before in a.ftl"]);
    assert_eq!(read("a = A\n= B\n").1.len(), 1);
    assert_eq!(read("a =\n    .title = x\n").1.len(), 2);
}

fn template(text: &str) -> Vec<String> {
    let (catalogue, _) = read("known = x\n");
    let mut faults = Vec::new();
    scan::template("a.html", text, &catalogue, &mut faults);
    faults
}

#[test]
fn a_template_may_hold_no_words_no_inline_style_and_no_unknown_message() {
    assert!(
        template("<p class=\"x\" title=\"{{ t.get(\"known\") }}\">{{ t.get(\"known\") }} / 4.2</p>")
            .is_empty()
    );
    assert_eq!(template("<p>Words</p>"), ["a.html: `Words` is not a message of the locale files"]);
    assert_eq!(template("<p aria-label=\"Words\"></p>").len(), 1);
    assert_eq!(template("<p>{{ t.get(\n    \"unknown\") }}</p>"), ["a.html:1: no message `unknown`"]);
    assert_eq!(template("<p style=\"x\"></p>").len(), 1);
    assert_eq!(template("<p onclick=\"x\"></p>").len(), 1);
    assert_eq!(template("<script>run()</script>").len(), 2);
}

/// Use cases name messages for what is wrong with a field (`Fault::new("field", "message")`).
#[test]
fn every_fault_of_the_use_cases_has_words() {
    let mut named = BTreeSet::new();
    faults_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/src"), &mut named);
    assert!(!named.is_empty());
    let wordless: Vec<_> =
        named.iter().filter(|id| Lang::ALL.iter().any(|lang| !L10n::new(*lang).has(id))).collect();
    assert!(wordless.is_empty(), "faults without a text in both languages: {wordless:#?}");
}

#[expect(clippy::unwrap_used, reason = "a source that cannot be read has failed the test")]
fn faults_below(folder: &Path, named: &mut BTreeSet<String>) {
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            faults_below(&path, named);
            continue;
        }
        for call in std::fs::read_to_string(&path).unwrap().split("Fault::new(").skip(1) {
            // "field", "message": what stands between the second and the third pair of quotes.
            let mut parts = call.split('"').skip(2);
            if let (Some(","), Some(id)) = (parts.next().map(str::trim), parts.next()) {
                named.insert(id.to_owned());
            }
        }
    }
}
