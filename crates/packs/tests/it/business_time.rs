//! Business time: properties on every start, and the nights in which the clocks change.

use jiff::civil::{Date, Weekday, date};
use jiff::{SignedDuration, Timestamp, ToSpan};
use packs::{Calendar, CountError, Length};
use proptest::prelude::*;

use crate::rules;

fn calendar() -> &'static Calendar {
    rules().calendar("ontario").unwrap()
}

fn length(text: &str) -> Length {
    text.parse().unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn after(start: &str, text: &str) -> String {
    let due = calendar().after(at(start), length(text)).unwrap();
    due.to_zoned(calendar().zone().clone()).strftime("%a %Y-%m-%d %H:%M:%S %:z").to_string()
}

#[test]
fn a_business_day_ends_when_the_office_closes() {
    // Tuesday morning, before the office opens, and after it has closed: the day of the start does not count.
    assert_eq!(after("2026-11-17T10:12-05:00", "1 business day"), "Wed 2026-11-18 17:00:00 -05:00");
    assert_eq!(after("2026-11-17T03:00-05:00", "1 business day"), "Wed 2026-11-18 17:00:00 -05:00");
    assert_eq!(after("2026-11-17T23:59-05:00", "1 business day"), "Wed 2026-11-18 17:00:00 -05:00");
    // Saturday: Monday is the first business day.
    assert_eq!(after("2026-11-21T22:40-05:00", "1 business day"), "Mon 2026-11-23 17:00:00 -05:00");
    assert_eq!(after("2026-11-21T22:40-05:00", "3 business days"), "Wed 2026-11-25 17:00:00 -05:00");
}

#[test]
fn public_holidays_are_skipped_and_other_observed_days_are_not() {
    // Christmas 2026 is a Friday; 26 December falls on a Saturday and is not moved; New Year's Day is a Friday.
    assert_eq!(after("2026-12-24T12:00-05:00", "1 business day"), "Mon 2026-12-28 17:00:00 -05:00");
    assert_eq!(after("2026-12-24T12:00-05:00", "5 business days"), "Mon 2027-01-04 17:00:00 -05:00");
    // Good Friday closes the office, Easter Monday does not.
    assert_eq!(after("2026-04-02T12:00-04:00", "1 business day"), "Mon 2026-04-06 17:00:00 -04:00");
    // Remembrance Day and the Day for Truth and Reconciliation are observed and open.
    assert!(calendar().is_business_day(date(2026, 11, 11)));
    assert!(calendar().is_business_day(date(2026, 9, 30)));
    assert!(!calendar().is_business_day(date(2026, 9, 7)));
    assert_eq!(calendar().holiday(date(2026, 9, 7)).unwrap().id, "labour");
    assert!(calendar().holiday(date(2026, 11, 11)).is_none());
}

#[test]
fn business_hours_run_only_while_the_office_is_open() {
    assert_eq!(after("2026-11-20T16:00-05:00", "1 business hour"), "Fri 2026-11-20 17:00:00 -05:00");
    assert_eq!(after("2026-11-20T16:30-05:00", "1 business hour"), "Mon 2026-11-23 09:00:00 -05:00");
    assert_eq!(after("2026-11-21T12:00-05:00", "2 business hours"), "Mon 2026-11-23 10:30:00 -05:00");
    // Eight and a half hours make an Ontario office day: seventeen hours are two of them.
    assert_eq!(after("2026-11-23T08:30-05:00", "17 business hours"), "Tue 2026-11-24 17:00:00 -05:00");
}

#[test]
fn hours_are_elapsed_hours_when_the_clocks_change() {
    // 8 March 2026, 2:00: the clocks go forward.
    assert_eq!(after("2026-03-07T12:00-05:00", "24 hours"), "Sun 2026-03-08 13:00:00 -04:00");
    // 1 November 2026, 2:00: the clocks go back.
    assert_eq!(after("2026-10-31T12:00-04:00", "24 hours"), "Sun 2026-11-01 11:00:00 -05:00");
    assert_eq!(after("2026-11-01T01:30-04:00", "60 minutes"), "Sun 2026-11-01 01:30:00 -05:00");
    assert_eq!(after("2026-10-30T21:15-04:00", "72 hours"), "Mon 2026-11-02 20:15:00 -05:00");
}

#[test]
fn days_and_months_run_to_the_end_of_the_last_day_in_local_time() {
    assert_eq!(after("2026-03-07T12:00-05:00", "1 day"), "Sun 2026-03-08 23:59:59 -04:00");
    assert_eq!(after("2026-10-31T23:30-04:00", "1 day"), "Sun 2026-11-01 23:59:59 -05:00");
    assert_eq!(after("2026-11-30T12:00-05:00", "3 months"), "Sun 2027-02-28 23:59:59 -05:00");
    assert_eq!(after("2028-02-29T12:00-05:00", "1 year"), "Wed 2029-02-28 23:59:59 -05:00");
    // 23:30 in Toronto is the next day in UTC; the local day counts.
    assert_eq!(after("2026-11-22T04:30Z", "1 day"), "Sun 2026-11-22 23:59:59 -05:00");
}

#[test]
fn business_days_across_the_change_of_clocks_end_at_local_closing_time() {
    assert_eq!(after("2026-03-06T12:00-05:00", "1 business day"), "Mon 2026-03-09 17:00:00 -04:00");
    assert_eq!(after("2026-10-30T12:00-04:00", "1 business day"), "Mon 2026-11-02 17:00:00 -05:00");
    assert_eq!(after("2026-10-30T16:00-04:00", "2 business hours"), "Mon 2026-11-02 09:30:00 -05:00");
}

#[test]
fn nothing_is_counted_where_no_holidays_are_known() {
    let outside = |start: &str, text: &str| match calendar().after(at(start), length(text)) {
        Err(CountError::OutsideCalendar { calendar, date }) => (calendar, date),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        outside("2032-12-30T12:00-05:00", "5 business days"),
        ("ontario".to_owned(), date(2033, 1, 1))
    );
    assert_eq!(
        outside("2023-12-29T12:00-05:00", "1 business day"),
        ("ontario".to_owned(), date(2023, 12, 29))
    );
    assert_eq!(outside("2032-12-31T16:00-05:00", "2 business hours").1, date(2033, 1, 1));
    // Elapsed time needs no calendar.
    assert_eq!(after("2040-01-01T12:00-05:00", "24 hours"), "Mon 2040-01-02 12:00:00 -05:00");
    assert_eq!(calendar().after(Timestamp::MAX, length("1 hour")), Err(CountError::OutOfRange));
    assert_eq!(calendar().after(Timestamp::MAX, length("1 year")), Err(CountError::OutOfRange));
}

#[test]
fn bad_lengths_are_refused() {
    for text in [
        "",
        "5",
        "days",
        "0 days",
        "-1 days",
        "1.5 hours",
        "5 weeks",
        "5  days",
        "70000 days",
        "2 day",
        "1 Day",
    ] {
        assert!(text.parse::<Length>().is_err(), "{text}");
    }
    for text in
        ["1 day", "24 hours", "5 business days", "1 business hour", "3 months", "1 year", "60 minutes"]
    {
        assert_eq!(length(text).to_string(), text);
    }
}

/// Any instant of eight of the nine years that the calendar covers, so that 60 business days stay inside.
fn instants() -> impl Strategy<Value = Timestamp> {
    let from = at("2024-01-01T05:00Z").as_second();
    let to = at("2032-01-01T05:00Z").as_second();
    (from..to).prop_map(|second| Timestamp::from_second(second).unwrap())
}

/// Instants around the changes of clocks and around holidays, where mistakes live.
fn edges() -> impl Strategy<Value = Timestamp> {
    let days = prop::sample::select(vec![
        date(2026, 3, 8),
        date(2026, 11, 1),
        date(2027, 3, 14),
        date(2027, 11, 7),
        date(2026, 4, 3),
        date(2026, 12, 25),
        date(2028, 1, 1),
        date(2026, 7, 1),
    ]);
    (days, -3_i64..=3, 0_i64..86_400).prop_map(|(day, offset, second)| {
        let day = day.checked_add(offset.days()).unwrap();
        day.to_zoned(calendar().zone().clone()).unwrap().timestamp() + SignedDuration::from_secs(second)
    })
}

fn starts() -> impl Strategy<Value = Timestamp> {
    prop_oneof![instants(), edges()]
}

const UNITS: [&str; 6] = ["minutes", "hours", "days", "months", "business hours", "business days"];

fn units() -> impl Strategy<Value = Length> {
    (2_u16..=60, prop::sample::select(UNITS.to_vec()))
        .prop_map(|(amount, unit)| length(&format!("{amount} {unit}")))
}

/// Closed days, counted day by day from the plain rule and not through the calendar's own arithmetic.
fn open(day: Date) -> bool {
    let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let closed = calendar().observances().iter().filter(|observance| observance.closes);
    !weekend && !closed.flat_map(|observance| &observance.dates).any(|holiday| *holiday == day)
}

proptest! {
    #[test]
    fn a_deadline_lies_after_its_start(start in starts(), length in units()) {
        prop_assert!(calendar().after(start, length).unwrap() > start);
    }

    #[test]
    fn a_later_start_has_no_earlier_deadline(a in starts(), b in starts(), length in units()) {
        let (first, second) = (a.min(b), a.max(b));
        prop_assert!(calendar().after(first, length).unwrap() <= calendar().after(second, length).unwrap());
    }

    #[test]
    fn more_time_is_later(start in starts(), amount in 2_u16..=59, unit in prop::sample::select(UNITS.to_vec())) {
        let due = |amount: u16| calendar().after(start, length(&format!("{amount} {unit}"))).unwrap();
        prop_assert!(due(amount + 1) > due(amount));
    }

    #[test]
    fn a_business_deadline_lands_in_business_time(start in starts(), amount in 2_u16..=60, unit in prop::sample::select(vec!["business hours", "business days"])) {
        let due = calendar().after(start, length(&format!("{amount} {unit}"))).unwrap();
        prop_assert!(calendar().is_business_time(due));
        prop_assert!(open(calendar().local_date(due)));
    }

    #[test]
    fn n_business_days_hold_exactly_n_open_days(start in starts(), amount in 2_u16..=60) {
        let due = calendar().after(start, length(&format!("{amount} business days"))).unwrap();
        let (first, last) = (calendar().local_date(start), calendar().local_date(due));
        let days = first.tomorrow().unwrap().series(1.day()).take_while(|day| *day <= last);
        prop_assert_eq!(days.filter(|day| open(*day)).count(), usize::from(amount));
        prop_assert_eq!(calendar().business_days_between(start, due).unwrap(), u32::from(amount));
        prop_assert_eq!(calendar().opening(last).unwrap().1, due);
    }

    #[test]
    fn n_business_hours_hold_exactly_n_open_hours(start in starts(), amount in 2_u16..=60) {
        let due = calendar().after(start, length(&format!("{amount} business hours"))).unwrap();
        prop_assert_eq!(calendar().business_time_between(start, due).unwrap(), SignedDuration::from_hours(i64::from(amount)));
    }

    #[test]
    fn business_hours_backwards_undo_business_hours_forwards(start in starts(), amount in 2_u16..=60) {
        let hours = length(&format!("{amount} business hours"));
        let due = calendar().after(start, hours).unwrap();
        let back = calendar().before(due, hours).unwrap();
        // The same instant, or another with no business time between.
        prop_assert_eq!(calendar().business_time_between(back.min(start), back.max(start)).unwrap(), SignedDuration::ZERO);
    }

    #[test]
    fn before_lies_before(end in starts(), length in units()) {
        if let Ok(from) = calendar().before(end, length) {
            prop_assert!(from < end);
        }
    }
}
