//! Rules change on a day: versions of one pack, side by side.

use jiff::civil::date;
use packs::Packs;

fn figures(version: u32, from: &str, to: Option<&str>, threshold: u32) -> String {
    let to = to.map_or(String::new(), |to| format!(", to = \"{to}\""));
    let (_, text) =
        Packs::builtin_files().iter().find(|(name, _)| *name == "indicator/dashboard.toml").unwrap();
    text.replace("version = 1", &format!("version = {version}"))
        .replace("{ from = \"2021-10-01\" }", &format!("{{ from = \"{from}\"{to} }}"))
        .replace("suppress_below = 5", &format!("suppress_below = {threshold}"))
}

#[test]
fn each_day_has_the_rules_of_its_version() {
    let old = figures(1, "2021-10-01", Some("2026-03-31"), 5);
    let new = figures(2, "2026-04-01", None, 6);
    let packs = Packs::load([("old.toml", &old), ("new.toml", &new)]).unwrap();
    let threshold = |day| packs.on(day).indicator("clocks-met").map(|figure| figure.suppress_below);
    assert_eq!(threshold(date(2021, 9, 30)), None);
    assert_eq!(threshold(date(2021, 10, 1)), Some(5));
    assert_eq!(threshold(date(2026, 3, 31)), Some(5));
    assert_eq!(threshold(date(2026, 4, 1)), Some(6));
    assert_eq!(packs.on(date(2026, 4, 1)).indicator("clocks-met").unwrap().basis.version(), 2);
    assert_eq!(packs.on(date(2026, 4, 1)).indicators().count(), 5);
}

#[test]
fn versions_never_overlap() {
    let old = figures(1, "2021-10-01", Some("2026-04-01"), 5);
    let new = figures(2, "2026-04-01", None, 6);
    let faults = Packs::load([("old.toml", &old), ("new.toml", &new)]).unwrap_err().to_string();
    assert!(
        faults.contains("new.toml: pack.in_force: `old.toml` holds another version for some of these days"),
        "{faults}"
    );
    assert!(
        faults.contains(
            "new.toml: indicator[clocks-met]: `old.toml` holds the same name for some of these days"
        )
    );
}

#[test]
fn a_version_stands_once() {
    let old = figures(1, "2021-10-01", Some("2026-03-31"), 5);
    let new = figures(1, "2026-04-01", None, 6);
    let faults = Packs::load([("old.toml", &old), ("new.toml", &new)]).unwrap_err().to_string();
    assert_eq!(faults, "new.toml: pack.version: `old.toml` holds the same version");
}

#[test]
fn an_id_belongs_to_one_kind() {
    let figures = figures(1, "2021-10-01", Some("2026-03-31"), 5);
    let (_, codes) = Packs::builtin_files().iter().find(|(name, _)| *name == "codes/access.toml").unwrap();
    let codes =
        codes.replace("id = \"codes-access\"", "id = \"dashboard\"").replace("version = 1", "version = 2");
    let faults = Packs::load([("figures.toml", figures), ("codes.toml", codes)]).unwrap_err().to_string();
    assert!(
        faults.contains("codes.toml: pack.kind: `figures.toml` holds a pack of the same id and another kind"),
        "{faults}"
    );
}

#[test]
fn what_is_named_must_exist_on_the_same_days() {
    let files = Packs::builtin_files().iter().map(|(name, text)| {
        let gone = *name == "codes/referral.toml";
        let from = "in_force = { from = \"2021-10-01\" }";
        (
            *name,
            if gone {
                text.replace(from, "in_force = { from = \"2010-01-01\", to = \"2020-12-31\" }")
            } else {
                (*text).to_owned()
            },
        )
    });
    let faults = Packs::load(files.collect::<Vec<_>>()).unwrap_err().to_string();
    assert!(
        faults.contains("programme/referral.toml: question[concerns]: there is no list `concern-indicators`"),
        "{faults}"
    );
}
