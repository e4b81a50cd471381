//! One file per way to be wrong, each with the message that it must give.

use crate::{TODAY, small};
use extract::{Extract, Mapping, Refusal, read};

fn load(name: &str) -> Result<Extract, Refusal> {
    load_with(name, &small())
}

fn load_with(name: &str, mapping: &Mapping) -> Result<Extract, Refusal> {
    let path = format!("{}/tests/bad/{name}.csv", env!("CARGO_MANIFEST_DIR"));
    read(std::fs::File::open(path).unwrap(), mapping, TODAY)
}

/// The message of a file that is refused as a whole.
fn refused(name: &str) -> String {
    load(name).unwrap_err().message.to_string()
}

/// The rows taken, and line and messages of those left out.
fn faults(name: &str) -> (usize, Vec<String>) {
    let extract = load(name).unwrap();
    let told = |reject: &extract::Reject| {
        let faults: Vec<_> =
            reject.faults.iter().map(|f| format!("{}: {} [{}]", f.field, f.message, f.excerpt)).collect();
        format!("line {} {}", reject.line, faults.join(", "))
    };
    (extract.rows.len(), extract.rejects.iter().map(told).collect())
}

#[test]
fn a_wrong_encoding_is_refused_with_line_and_byte() {
    assert_eq!(refused("windows-1252"), "extract-wrong-encoding line=3 offset=105 byte=0xE9");
    assert_eq!(refused("utf-16"), "extract-wrong-encoding-utf16");
    assert_eq!(refused("utf-16-no-bom"), "extract-wrong-encoding-utf16");
}

#[test]
fn windows_1252_is_read_only_where_the_mapping_declares_it() {
    let mut mapping = small();
    mapping.encoding = extract::Encoding::Windows1252;
    let extract = load_with("windows-1252", &mapping).unwrap();
    assert_eq!(extract.rows[1].given_names.as_deref(), Some("Chloé"));
    assert_eq!(extract.rows[1].family_name.as_deref(), Some("Modèle"));
}

#[test]
fn a_header_that_is_not_the_mapping_s_is_refused() {
    assert_eq!(refused("empty"), "extract-file-empty");
    assert_eq!(refused("header-missing"), "extract-header-missing column=phones");
    assert_eq!(refused("header-renamed"), "extract-header-renamed expected=born found=date_of_birth");
    assert_eq!(refused("header-duplicate"), "extract-header-duplicate column=born first=4 second=5");
    assert_eq!(refused("header-unknown"), "extract-header-unknown column=religion");
    assert_eq!(refused("semicolons"), "extract-delimiter-differs expected=, found=;");
    assert_eq!(refused("no-header"), "extract-header-missing column=key");
}

#[test]
fn a_header_without_rows_is_an_empty_extract() {
    assert_eq!(faults("header-only"), (0, vec![]));
}

#[test]
fn shifted_columns_refuse_the_whole_file_and_say_what_moved() {
    assert_eq!(refused("shifted"), "extract-columns-shifted-like column=born shape=date like=postcode");
    assert_eq!(
        faults("shifted-by-a-comma"),
        (3, vec!["line 4 : extract-fields-extra expected=6 found=7 []".into()])
    );
}

#[test]
fn a_date_that_cannot_be_leaves_its_row_out() {
    let one = |told: &str| (3, vec![format!("line 3 born: {told}")]);
    assert_eq!(faults("31-february"), one("extract-date-impossible [9999-99-99]"));
    assert_eq!(faults("future"), one("extract-date-future [9999-99-99]"));
    assert_eq!(faults("too-old"), one("extract-age-impossible limit=110 [9999-99-99]"));
    assert_eq!(
        faults("not-a-date"),
        one("extract-date-unreadable formats=YYYY-MM-DD, YYYY-MM, YYYY [99/99/9999]")
    );
}

#[test]
fn of_two_rows_with_one_key_neither_is_taken_and_both_are_named() {
    let told = |line| format!("line {line} key: extract-key-duplicate first=2 second=4 [x9]");
    assert_eq!(faults("duplicate-key"), (2, vec![told(2), told(4)]));
    let stats = load("duplicate-key").unwrap().stats;
    assert_eq!((stats.records, stats.rows, stats.rejects), (4, 2, 2));
}

#[test]
fn a_row_without_a_key_is_left_out() {
    assert_eq!(faults("no-key"), (3, vec!["line 4 key: extract-key-missing []".into()]));
}

#[test]
fn characters_that_deceive_are_refused() {
    assert_eq!(
        faults("nul"),
        (3, vec!["line 3 family_name: extract-control-character code=U+0000 [xxxx·xxxx]".into()])
    );
    assert_eq!(
        faults("hidden"),
        (3, vec!["line 3 family_name: extract-hidden-character code=U+202E [xxxx·xxxx]".into()])
    );
}

#[test]
fn an_open_quote_swallows_no_rows() {
    assert_eq!(refused("open-quote"), "extract-quote-open line=3");
    assert_eq!(refused("open-quote-at-end"), "extract-quote-open line=5");
}

#[test]
fn what_is_too_long_is_left_out() {
    let (rows, told) = faults("long-field");
    assert_eq!(rows, 3);
    assert!(
        told[0]
            .starts_with("line 3 family_name: extract-value-too-long limit=200 [xxxxxxxxxxxxxxxxxxxxxxxx…]")
    );
    assert_eq!(faults("long-row"), (3, vec!["line 3 : extract-row-too-long line=3 limit=5000 []".into()]));
}

#[test]
fn limits_of_file_and_rows_hold() {
    let mut mapping = small();
    mapping.limits.file_bytes = 100;
    assert_eq!(
        load_with("good", &mapping).unwrap_err().message.to_string(),
        "extract-file-too-large limit=100"
    );
    mapping = small();
    mapping.limits.rows = 3;
    assert_eq!(load_with("good", &mapping).unwrap_err().message.to_string(), "extract-too-many-rows limit=3");
}

#[test]
fn a_body_without_end_is_refused_before_it_fills_memory() {
    let header = SMALL_HEADER.as_bytes();
    let endless = std::io::Read::chain(header, std::io::repeat(b'x'));
    let refusal = read(endless, &small(), TODAY).unwrap_err();
    assert_eq!(refusal.message.to_string(), "extract-row-too-long line=2 limit=5000");
    let blank = std::io::Read::chain(header, std::io::repeat(b'\n'));
    assert_eq!(read(blank, &small(), TODAY).unwrap_err().message.id, "extract-row-too-long");
}

const SMALL_HEADER: &str = "key,given_names,family_name,born,phones,postcode\n";

#[test]
fn a_file_with_too_many_faulty_rows_is_refused_with_the_first_of_them() {
    let refusal = load("mostly-faulty").unwrap_err();
    assert_eq!(refusal.message.to_string(), "extract-too-many-faults faulty=12 rows=12");
    assert_eq!(refusal.rejects.len(), 12);
    assert_eq!(refusal.stats.records, 12);
}

#[test]
fn a_formula_stays_text() {
    let rows = load("formula").unwrap().rows;
    assert_eq!(rows[1].family_name.as_deref(), Some("=HYPERLINK(\"http://x.example\",\"Mock\")"));
    assert_eq!(rows[3].family_name.as_deref(), Some("@SUM(1)+Testerton"));
}

#[test]
fn byte_order_mark_crlf_blanks_and_quotes_are_understood() {
    let rows = load("bom-crlf-blanks").unwrap().rows;
    let told: Vec<_> =
        rows.iter().map(|r| (r.line, r.key.as_str(), r.family_name.as_deref().unwrap())).collect();
    assert_eq!(told, [(2, "A1", "Sampleby"), (4, "A2", "Mockwell"), (6, "A3", "Exemplar, jr")]);
}

#[test]
fn a_refused_row_is_told_without_its_content() {
    for name in ["31-february", "future", "duplicate-key", "nul", "long-field", "no-header"] {
        let told = match load(name) {
            Ok(extract) => format!("{:?}", extract.rejects),
            Err(refusal) => format!("{} {:?}", refusal.message, refusal.rejects),
        };
        for secret in ["Wren", "Sampleby", "Mockwell", "2011", "2027", "0188"] {
            assert!(!told.contains(secret), "{name} shows {secret}: {told}");
        }
    }
}
