//! Every kind of fault, made by spoiling one place of the shipped packs: exactly that fault must be reported.

mod law;
mod reference;
mod shape;

use packs::Packs;

/// Loads the shipped packs with one text replaced in one file.
fn spoilt(file: &str, from: &str, to: &str) -> Vec<String> {
    let mut found = false;
    let files = Packs::builtin_files().iter().map(|(name, text)| {
        if *name == file {
            found = text.contains(from);
            (*name, text.replacen(from, to, 1))
        } else {
            (*name, (*text).to_owned())
        }
    });
    let result = Packs::load(files.collect::<Vec<_>>());
    assert!(found, "`{from}` does not stand in {file}");
    result.err().map(|faults| faults.as_slice().iter().map(ToString::to_string).collect()).unwrap_or_default()
}

fn expect(file: &str, from: &str, to: &str, faults: &[&str]) {
    let expected: Vec<_> = faults.iter().map(|fault| format!("{file}: {fault}")).collect();
    assert_eq!(spoilt(file, from, to), expected, "{from} -> {to}");
}

const CASE: &str = "programme/joint-case.toml";
const FORM: &str = "programme/referral.toml";
const DUTY: &str = "law/duty-to-report.toml";
const RECORDS: &str = "law/records-protection.toml";
const YOUTH: &str = "law/youth-records.toml";
const DAYS: &str = "calendar/ontario.toml";
const AGENCY: &str = "codes/agency.toml";
const CONSENT: &str = "codes/consent.toml";
const FIGURES: &str = "indicator/dashboard.toml";

#[test]
fn text_that_is_not_toml() {
    expect(
        FIGURES,
        "version = 1",
        "version = ",
        &["line 6: string values must be quoted, expected literal string"],
    );
}

#[test]
fn a_language_that_is_missing_or_empty() {
    expect(
        CASE,
        r#"label = { en = "Assessed", fr = "Évalué" }"#,
        r#"label = { en = "Assessed" }"#,
        &["stage[assessed].label: `fr` is missing"],
    );
    expect(
        AGENCY,
        r#"en = "Police service""#,
        r#"en = " ""#,
        &["list[agency-kinds].value[police].label: `en` is empty"],
    );
    expect(
        FIGURES,
        r#"{ en = "Dashboard", fr = "Tableau de bord" }"#,
        r#"{ fr = "Tableau de bord" }"#,
        &["pack.title: `en` is missing"],
    );
}

#[test]
fn keys_and_sections_that_nobody_reads() {
    expect(CASE, "prefix = \"J\"", "prefix = \"J\"\nprefx = \"K\"", &["case_type.prefx: no such key"]);
    expect(
        CASE,
        "when = { age_from = 12, age_to = 17 }",
        "when = { age_from = 12, age_til = 17 }",
        &["eligibility[care-age].when.age_til: no such key"],
    );
    expect(
        YOUTH,
        "in_force = { pending = true }",
        "in_force = { pendng = true }",
        &[
            "access_window[extrajudicial-measure].in_force.pendng: no such key",
            // ... and so the window would be in force without its rule.
            "access_window[extrajudicial-measure].rule: there is no rule `ycja.119.2.a.1`",
        ],
    );
    expect(
        FIGURES,
        "[[indicator]]",
        "[[clock]]\nid = \"x\"\n\n[[indicator]]",
        &["clock: a pack of the kind `indicator` has no place for this section"],
    );
    expect(
        CASE,
        "[[source]]\nid = \"care\"",
        "[colour]\nred = 1\n\n[[source]]\nid = \"care\"",
        &["colour: a pack of the kind `programme` has no place for this section"],
    );
}

#[test]
fn keys_that_are_missing_or_of_the_wrong_type() {
    expect(CASE, "prefix = \"J\"\n", "", &["case_type: missing field `prefix`"]);
    expect(
        CASE,
        "prefix = \"J\"",
        "prefix = 7",
        &["case_type.prefix: invalid type: integer `7`, expected a string"],
    );
    expect(
        CASE,
        "length = \"12 hours\"",
        "length = \"12 weeks\"",
        &[
            "clock[twelve-hour-limit].length: `12 weeks` is not a length such as `24 hours` or `5 business days`",
        ],
    );
    expect(
        FIGURES,
        "kind = \"indicator\"",
        "kind = \"figure\"",
        &[
            "pack.kind: unknown variant `figure`, expected one of `programme`, `law`, `calendar`, `codes`, `indicator`",
        ],
    );
}

#[test]
fn all_faults_are_reported_at_once() {
    let faults = spoilt(
        CASE,
        r#"label = { en = "Assessed", fr = "Évalué" }

[[stage]]
id = "engaged"
label = { en = "Engaged", fr = "Lien établi" }"#,
        r#"label = { en = "Assessed" }
ends = "no"
odd = 1

[[stage]]
id = "engaged"
label = { fr = "Lien établi" }
worse = 2"#,
    );
    let found = |text: &str| assert!(faults.iter().any(|fault| fault.contains(text)), "{text}: {faults:#?}");
    found("stage[assessed].label: `fr` is missing");
    found("stage[assessed].ends: invalid type: string \"no\", expected a boolean");
    found("stage[engaged].label: `en` is missing");
    found("stage[engaged].worse: no such key");
}

#[test]
fn heads_that_do_not_say_when() {
    expect(
        FIGURES,
        "in_force = { from = \"2021-10-01\" }",
        "in_force = {}",
        &["pack.in_force: a pack needs the first day on which it is in force"],
    );
    expect(
        FIGURES,
        "{ from = \"2021-10-01\" }",
        "{ from = \"2021-10-01\", to = \"2021-09-30\" }",
        &["pack.in_force: the last day lies before the first"],
    );
    expect(FIGURES, "version = 1", "version = 0", &["pack.version: versions count from 1"]);
    expect(
        FIGURES,
        "id = \"dashboard\"",
        "id = \"dash board\"",
        &["pack.id: a name has letters, digits, `-`, `_` and `.` only"],
    );
    expect(
        FIGURES,
        "from = \"2021-10-01\"",
        "from = \"2021-02-31\"",
        &[
            "pack.in_force.from: parsed date is not valid: parameter 'day' for `2021-02` is invalid, must be in range `1..=28`",
        ],
    );
    expect(
        YOUTH,
        "{ pending = true }",
        "{ pending = true, from = \"2027-01-01\" }",
        &["access_window[extrajudicial-measure].in_force: what is pending has no days"],
    );
}

#[test]
fn sources_that_do_not_hold() {
    expect(
        DUTY,
        "source = [\"cyfsa-125-fine\"]",
        "source = []",
        &[
            "rule[cyfsa.125.fine].source: a rule cites at least one source",
            "source[cyfsa-125-fine]: nothing cites this source",
        ],
    );
    expect(
        DUTY,
        "source = [\"cyfsa-125-fine\"]",
        "source = [\"cyfsa-125-fine\", \"hearsay\"]",
        &["rule[cyfsa.125.fine].source: there is no source `hearsay` in this pack"],
    );
    expect(DUTY, "source = [\"cyfsa-125-fine\"]\n", "", &["rule[cyfsa.125.fine]: missing field `source`"]);
    expect(
        DUTY,
        "verified = false\nlevel = \"quoted\"",
        "verified = true\nlevel = \"quoted\"",
        &["source[cyfsa-125-1].verified: only the maker's own words verify a rule"],
    );
    expect(
        DUTY,
        "verified = true",
        "verified = false",
        &["source[cw-004-21].level: a source read in its maker's own words is verified"],
    );
    expect(
        FIGURES,
        "document = \"Causeway, dashboard\"\n",
        "",
        &["source[definition]: a source needs an `address` or a `document`"],
    );
    expect(
        FIGURES,
        "id = \"definition\"",
        "id = \"strategy\"",
        &[
            "indicator[care-children-served].source: there is no source `definition` in this pack",
            "indicator[clocks-met].source: there is no source `definition` in this pack",
            "indicator[referrals-acknowledged].source: there is no source `definition` in this pack",
            "indicator[referrals-received].source: there is no source `definition` in this pack",
            "indicator[service-referrals-connected].source: there is no source `definition` in this pack",
            "source[strategy]: `strategy` stands twice",
        ],
    );
}

#[test]
fn no_packs_at_all() {
    let faults = Packs::load(Vec::<(&str, &str)>::new()).unwrap_err();
    assert_eq!(faults.as_slice()[0].message, "no pack was given");
}

#[test]
fn hostile_text_is_a_fault_and_not_a_crash() {
    for text in
        ["\u{0}", "[[[", "pack = 1", "[pack]", "a = [[[[[[[[]]]]]]]]", "[pack]\nkind = []", "\u{feff}[pack]"]
    {
        assert!(Packs::load([("x.toml", text)]).is_err(), "{text:?}");
    }
}
