//! The packs that are compiled in.

use std::collections::BTreeSet;
use std::path::Path;

use packs::{Context, Holds, Input, Language, Measure, Opens, Packs};

use crate::{TODAY, packs, rules};

#[test]
fn every_shipped_pack_is_in_order() {
    if let Err(faults) = Packs::builtin() {
        panic!("{faults}");
    }
}

#[test]
fn every_file_of_the_folder_is_compiled_in() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let mut found = BTreeSet::new();
    for folder in std::fs::read_dir(&root).unwrap() {
        let folder = folder.unwrap();
        // The linkage model and its lexicon have a form of their own, which the linkage crate reads.
        if folder.file_type().unwrap().is_dir() && folder.file_name() != "linkage" {
            for file in std::fs::read_dir(folder.path()).unwrap() {
                let file = file.unwrap();
                found.insert(format!("{}/{}", folder.file_name().display(), file.file_name().display()));
            }
        }
    }
    let listed: BTreeSet<_> = Packs::builtin_files().iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(listed, found);
}

#[test]
fn every_pack_is_in_force_today_and_none_before_its_first_day() {
    for header in packs().headers() {
        assert!(header.in_force.contains(TODAY), "{}", header.id);
        let from = header.in_force.from.unwrap();
        assert!(!header.in_force.contains(from.yesterday().unwrap()), "{}", header.id);
    }
    let before = packs().on(jiff::civil::date(2000, 1, 1));
    assert!(before.case_type("joint-case").is_none());
    assert!(before.form("referral").is_none());
    assert!(before.clocks_started_by("referral-received", &Context::new()).is_empty());
    assert!(before.duty_to_report(Some(14)).is_none());
    assert!(before.event("referral-received").is_none());
    assert!(before.codes("agency-kinds").is_none());
}

#[test]
fn the_joint_case_moves_only_along_its_stages() {
    let case_type = rules().case_type("joint-case").unwrap();
    assert_eq!(case_type.first_stage, "received");
    let to = |from| case_type.transitions_from(from).map(|step| step.to.as_str()).collect::<Vec<_>>();
    assert_eq!(to("received"), ["assessed"]);
    assert_eq!(to("assessed"), ["engaged", "closed"]);
    assert_eq!(to("closed"), ["engaged"], "coming back is not a failure");
    assert!(case_type.transition("received", "closed").is_none());
    assert!(case_type.stage("closed").unwrap().ends);
    let close = case_type.transition("plan_active", "closed").unwrap();
    assert_eq!(
        (close.roles.as_slice(), close.reasons.as_deref()),
        (&["supervisor".to_owned()][..], Some("case-closings"))
    );
}

#[test]
fn the_compartments_of_a_joint_case_open_for_those_whom_the_law_names() {
    let case_type = rules().case_type("joint-case").unwrap();
    let opens = |kind| case_type.compartment(kind).unwrap().opens;
    assert_eq!(opens("core"), Opens::WithCase);
    assert_eq!(opens("police"), Opens::WhenJoined);
    assert_eq!(opens("liaison"), Opens::WhenDeclared, "only the person's own declaration");
    assert_eq!(opens("services"), Opens::WithConsent);
    let police: Vec<_> = case_type
        .compartments()
        .iter()
        .filter(|rule| rule.held_by.iter().any(|kind| kind == "police"))
        .collect();
    assert_eq!(police.iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>(), ["police", "intelligence"]);
}

#[test]
fn care_is_for_ages_12_to_17_and_an_unknown_age_is_no_refusal() {
    let care = rules().eligibility("care-age").unwrap();
    let check = |age: Option<u8>| care.check(&Context::new().with_age(age));
    assert_eq!(check(Some(11)), Holds::No);
    assert_eq!(check(Some(12)), Holds::Yes);
    assert_eq!(check(Some(17)), Holds::Yes);
    assert_eq!(check(Some(18)), Holds::No);
    assert_eq!(check(None), Holds::AgeUnknown);
    assert!(care.basis.verified());
}

#[test]
fn unverified_rules_say_so() {
    let interview = rules().clock("return-interview-72h").unwrap();
    assert!(!interview.basis.verified());
    assert_eq!(
        interview.basis.sources().map(|source| source.level).collect::<Vec<_>>(),
        [packs::Level::LocalPolicy]
    );
    assert_eq!((interview.basis.pack(), interview.basis.version()), ("joint-case", 1));
    assert!(rules().law("cc.278.12.5").unwrap().basis.verified());
    assert!(!rules().codes("disclosure-bases").unwrap().basis.verified(), "one unverified source is enough");
    assert!(!rules().calendar("ontario").unwrap().observances().iter().any(|day| day.basis.verified()));
}

#[test]
fn the_dashboard_has_five_figures_with_a_threshold() {
    let figures: Vec<_> = rules().indicators().collect();
    assert_eq!(figures.len(), 5);
    assert!(figures.iter().all(|figure| figure.suppress_below == 5));
    let served = rules().indicator("care-children-served").unwrap();
    assert_eq!((served.age_from, served.age_to, served.measure), (Some(12), Some(17), Measure::Count));
}

#[test]
fn the_consent_for_a_referral_leaves_out_what_the_mock_leaves_out() {
    let groups = rules().codes("consent-field-groups").unwrap();
    let sent = &groups.code("service_referral").unwrap().includes;
    for left_out in ["surname", "case_number", "police_matters", "history", "address"] {
        assert!(!sent.iter().any(|field| field == left_out), "{left_out}");
    }
    assert!(sent.iter().any(|field| field == "need"));
}

#[test]
fn the_htcds_lists_carry_their_licence_and_the_standards_own_ids() {
    let list = rules().codes("vic_TypeOfExploitation").unwrap();
    let source = list.basis.sources().next().unwrap();
    assert_eq!(source.licence.as_deref(), Some("CC-BY-4.0"));
    assert_eq!(list.fr_source.as_deref(), Some("causeway"));
    let code = list.code("SexualExploitation").unwrap();
    assert_eq!(
        (code.label.en(), code.label.get(Language::Fr)),
        ("Sexual exploitation", "Exploitation sexuelle")
    );
    assert_eq!(rules().code_lists().filter(|list| list.basis.pack() == "codes-htcds").count(), 21);
}

#[test]
fn the_form_asks_in_four_parts_and_every_choice_has_a_list() {
    let form = rules().form("referral").unwrap();
    let parts: Vec<_> = form.parts().iter().map(|part| part.id.as_str()).collect();
    assert_eq!(parts, ["young_person", "concern", "safety", "you"]);
    for question in form.questions() {
        let chooses = matches!(question.input, Input::Choice | Input::Choices);
        assert_eq!(form.choices(question).is_some(), chooses, "{}", question.id);
    }
}

/// French words that only a copy of the English would lack: a crude guard against a label pasted twice.
#[test]
fn long_texts_are_not_the_same_in_both_languages() {
    for (file, text) in Packs::builtin_files() {
        for line in text.lines() {
            let Some((_, rest)) = line.split_once("en = \"") else { continue };
            let Some((en, rest)) = rest.split_once("\", fr = \"") else { continue };
            let Some((fr, _)) = rest.split_once('"') else { continue };
            assert!(
                en != fr || en.split(' ').count() < 3 || en.contains("Human Trafficking Case"),
                "{file}: {en}"
            );
        }
    }
}
