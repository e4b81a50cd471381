//! Law: duty to report, the regime of a charge, youth records.

use jiff::civil::{Date, date};
use packs::{LaterFinding, Obligation, YouthAccess};

use crate::{packs, rules};

#[test]
fn the_duty_to_report_follows_the_age() {
    let duty = |age| rules().duty_to_report(age).unwrap().obligation;
    assert_eq!(duty(Some(0)), Obligation::Must);
    assert_eq!(duty(Some(15)), Obligation::Must);
    assert_eq!(duty(Some(16)), Obligation::May);
    assert_eq!(duty(Some(17)), Obligation::May);
    assert_eq!(duty(Some(18)), Obligation::None);
    assert_eq!(duty(Some(255)), Obligation::None);
    assert_eq!(duty(None), Obligation::Unknown);
    for age in 0..=u8::MAX {
        assert_ne!(duty(Some(age)), Obligation::Unknown);
    }
}

#[test]
fn the_day_of_the_charge_chooses_the_regime() {
    let regime = |charged_on| rules().production_regime(charged_on).unwrap().id.as_str();
    assert_eq!(regime(None), "none");
    assert_eq!(regime(Some(date(2019, 1, 1))), "former");
    assert_eq!(regime(Some(date(2026, 7, 17))), "former");
    assert_eq!(regime(Some(date(2026, 7, 18))), "since_2026_07_18");
    assert_eq!(regime(Some(date(2031, 1, 1))), "since_2026_07_18");
}

#[test]
fn both_regimes_give_sixty_days_of_notice_and_seven_days_only_before() {
    let notice = |id| rules().law(id).unwrap().length.unwrap().to_string();
    assert_eq!(notice("cc.278.12.5"), "60 days");
    assert_eq!(notice("cc.278.21"), "60 days");
    assert_eq!(notice("cc.278.old.notice"), "60 days");
    assert_eq!(notice("cc.278.93.4"), "7 days");
    let since = rules().production_regime(Some(date(2026, 8, 1))).unwrap();
    assert!(!since.rules.iter().any(|rule| rule == "cc.278.93.4"));
}

#[test]
fn a_rule_that_came_later_is_not_in_force_before() {
    let before = packs().on(date(2026, 7, 17));
    assert!(before.law("cc.278.12.5").is_none());
    assert!(before.law("cc.278.old").is_some());
    assert!(packs().on(date(2026, 7, 18)).law("cc.278.12.5").is_some());
}

#[test]
fn a_rule_that_is_enacted_but_not_in_force_is_never_active() {
    for day in [date(2026, 11, 21), date(2040, 1, 1)] {
        assert!(packs().on(day).law("ycja.119.2.a.1").is_none());
        assert!(packs().on(day).access_window("extrajudicial-measure").is_none());
        assert_eq!(packs().on(day).youth_access_ends("extrajudicial-measure", day, &[]), None);
    }
}

#[test]
fn access_to_youth_records_ends_by_outcome() {
    let from = date(2024, 1, 31);
    let ends = |outcome| rules().youth_access_ends(outcome, from, &[]);
    for (outcome, last) in [
        ("extrajudicial-sanction", date(2026, 1, 31)),
        ("acquittal", date(2024, 3, 31)),
        ("acquittal-appealed", date(2024, 4, 30)),
        ("dismissed-withdrawn-reprimand", date(2024, 3, 31)),
        ("stay", date(2025, 1, 31)),
        ("peace-bond", date(2024, 7, 31)),
        ("absolute-discharge", date(2025, 1, 31)),
        ("conditional-discharge", date(2027, 1, 31)),
        ("summary-conviction", date(2027, 1, 31)),
        ("indictable-conviction", date(2029, 1, 31)),
    ] {
        assert_eq!(ends(outcome), Some(YouthAccess::Until(last)), "{outcome}");
    }
    assert_eq!(ends("no-such-outcome"), None);
    assert_eq!(rules().youth_access_ends("stay", Date::MAX, &[]), None);
}

#[test]
fn the_last_day_is_open_and_the_next_is_sealed() {
    let until = YouthAccess::Until(date(2027, 1, 31));
    assert!(until.is_open_on(date(2027, 1, 31)));
    assert!(!until.is_open_on(date(2027, 2, 1)));
    assert!(YouthAccess::Open.is_open_on(date(2027, 2, 1)));
}

fn young(outcome: &str, convicted_on: Date, completed_on: Option<Date>) -> LaterFinding {
    LaterFinding::Young { outcome: outcome.to_owned(), convicted_on, completed_on }
}

#[test]
fn a_later_finding_within_the_window_moves_its_end() {
    let ends =
        |outcome: &str, later: &[LaterFinding]| rules().youth_access_ends(outcome, date(2020, 1, 1), later);
    let until = |last| Some(YouthAccess::Until(last));
    // 119(2)(i): the later of the two.
    let summary = young("summary-conviction", date(2021, 5, 1), Some(date(2021, 9, 1)));
    assert_eq!(ends("summary-conviction", std::slice::from_ref(&summary)), until(date(2024, 9, 1)));
    assert_eq!(ends("indictable-conviction", &[summary]), until(date(2025, 1, 1)));
    // 119(2)(j): five years after the new sentence.
    let indictable = young("indictable-conviction", date(2021, 5, 1), Some(date(2022, 5, 1)));
    assert_eq!(ends("summary-conviction", &[indictable]), until(date(2027, 5, 1)));
    // A sentence that still runs keeps the window open.
    assert_eq!(
        ends("summary-conviction", &[young("summary-conviction", date(2021, 5, 1), None)]),
        Some(YouthAccess::Open)
    );
    // A finding after the window changes nothing; nor does one after a window that has no such rule.
    let late = young("indictable-conviction", date(2023, 1, 2), Some(date(2023, 6, 1)));
    assert_eq!(ends("summary-conviction", std::slice::from_ref(&late)), until(date(2023, 1, 1)));
    assert_eq!(ends("absolute-discharge", &[late]), until(date(2021, 1, 1)));
    // A discharge is no conviction.
    let discharge = young("conditional-discharge", date(2021, 5, 1), Some(date(2021, 9, 1)));
    assert_eq!(ends("summary-conviction", &[discharge]), until(date(2023, 1, 1)));
    // An unknown later outcome leaves the end unknown.
    assert_eq!(ends("summary-conviction", &[young("odd", date(2021, 5, 1), None)]), None);
}

#[test]
fn later_findings_count_in_the_order_of_their_dates() {
    let first = young("summary-conviction", date(2022, 6, 1), Some(date(2022, 9, 1)));
    let second = young("summary-conviction", date(2025, 3, 1), Some(date(2025, 4, 1)));
    // The second lies within the window only because the first moved its end.
    let ends = rules().youth_access_ends("summary-conviction", date(2020, 1, 1), &[second.clone(), first]);
    assert_eq!(ends, Some(YouthAccess::Until(date(2028, 4, 1))));
    let alone = rules().youth_access_ends("summary-conviction", date(2020, 1, 1), &[second]);
    assert_eq!(alone, Some(YouthAccess::Until(date(2023, 1, 1))));
}

#[test]
fn a_conviction_as_an_adult_within_the_window_ends_the_youth_rules() {
    let adult = |convicted_on| [LaterFinding::Adult { convicted_on }];
    let ends =
        |later: &[LaterFinding]| rules().youth_access_ends("summary-conviction", date(2020, 1, 1), later);
    assert_eq!(ends(&adult(date(2022, 1, 1))), Some(YouthAccess::AdultRecord));
    assert_eq!(ends(&adult(date(2023, 1, 2))), Some(YouthAccess::Until(date(2023, 1, 1))));
}
