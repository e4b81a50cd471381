//! Law, calendars and figures.

use super::{DAYS, DUTY, FIGURES, RECORDS, YOUTH, expect, spoilt};

#[test]
fn law_with_gaps() {
    expect(
        DUTY,
        "age_to = 15",
        "age_to = 14",
        &["duty[duty-to-report-16-17].age_from: the ages of the duty overlap or leave a gap"],
    );
    expect(
        DUTY,
        "age_from = 16",
        "age_from = 15",
        &["duty[duty-to-report-16-17].age_from: the ages of the duty overlap or leave a gap"],
    );
    expect(DUTY, "age_from = 18", "age_from = 18\nage_to = 99", &["duty: the oldest ages have no entry"]);
    expect(
        DUTY,
        "obligation = \"unknown\"",
        "obligation = \"unknown\"\nage_to = 3",
        &["duty[duty-to-report-age-unknown]: an unknown age has no limits"],
    );
    expect(
        DUTY,
        "obligation = \"none\"\nage_from = 18",
        "obligation = \"unknown\"",
        &[
            "duty: exactly one entry speaks of a person whose age is unknown",
            "duty: the oldest ages have no entry",
        ],
    );
    expect(
        RECORDS,
        "charged_to = \"2026-07-17\"",
        "charged_to = \"2026-07-16\"",
        &["regime[since_2026_07_18].charged_from: the days of the regimes overlap or leave a gap"],
    );
    expect(
        RECORDS,
        "charged_to = \"2026-07-17\"",
        "charged_to = \"2026-07-18\"",
        &["regime[since_2026_07_18].charged_from: the days of the regimes overlap or leave a gap"],
    );
    expect(
        RECORDS,
        "charged_from = \"2026-07-18\"",
        "charged_from = \"2026-07-18\"\ncharged_to = \"2030-01-01\"",
        &["regime: the latest charges fall under no regime"],
    );
    expect(
        RECORDS,
        "without_charge = true",
        "without_charge = true\ncharged_from = \"2020-01-01\"",
        &["regime[none]: the state without a charge has no dates"],
    );
    expect(
        RECORDS,
        "without_charge = true\n",
        "",
        &[
            "regime: exactly one entry speaks of the state without a charge",
            "regime[former].charged_from: the days of the regimes overlap or leave a gap",
        ],
    );
    expect(
        YOUTH,
        "length = \"6 months\"",
        "length = \"60 business days\"",
        &["access_window[peace-bond].length: a window is counted in days, months or years"],
    );
}

#[test]
fn calendars_that_cannot_count() {
    expect(
        DAYS,
        "America/Toronto",
        "America/Tronto",
        &["calendar.time_zone: `America/Tronto` is not a time zone"],
    );
    expect(
        DAYS,
        "weekday = \"monday\"",
        "weekday = \"lundi\"",
        &["hours[lundi]: `lundi` is not a day of the week"],
    );
    expect(
        DAYS,
        "weekday = \"monday\"",
        "weekday = \"friday\"",
        &["hours[friday]: a day of the week has one pair of hours"],
    );
    expect(
        DAYS,
        "closes = \"17:00:00\"",
        "closes = \"08:30:00\"",
        &["hours[monday]: the office must close later than it opens, on the same day"],
    );
    expect(
        DAYS,
        "\"2026-01-01\"",
        "\"2026-01-01\", \"2033-01-01\"",
        &["observance[new-year].dates: 2033-01-01 lies outside the days that the calendar covers"],
    );
    expect(
        DAYS,
        "\"2026-01-01\"",
        "\"2026-01-01\", \"2025-01-01\"",
        &["observance[new-year].dates: 2025-01-01 stands twice"],
    );
    let faults = spoilt(DAYS, "covers_from = \"2024-01-01\"", "covers_from = \"2034-01-01\"");
    assert_eq!(faults[0], "calendar/ontario.toml: calendar.covers_to: the calendar ends before it begins");
}

#[test]
fn figures_that_would_expose_somebody() {
    expect(
        FIGURES,
        "suppress_below = 5",
        "suppress_below = 1",
        &["indicator[care-children-served].suppress_below: a threshold under 2 holds nothing back"],
    );
    expect(
        FIGURES,
        "measure = \"count\"",
        "measure = \"share\"",
        &["indicator[care-children-served].of: a share says of what, and a count does not"],
    );
    expect(
        FIGURES,
        "age_to = 17",
        "age_to = 11",
        &["indicator[care-children-served]: the oldest age lies below the youngest"],
    );
}
