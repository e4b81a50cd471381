//! Which clocks an event starts, and where a clock stands.

use jiff::{SignedDuration, Timestamp};
use packs::{Calendar, Clock, ClockRule, Context, Status};

use crate::rules;

fn calendar() -> &'static Calendar {
    rules().calendar("ontario").unwrap()
}

fn rule(id: &str) -> &'static ClockRule {
    rules().clock(id).unwrap_or_else(|| panic!("no clock `{id}`"))
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn start(id: &str, when: &str) -> Clock {
    rule(id).start(at(when), calendar()).unwrap()
}

fn started(event: &str, context: &Context) -> Vec<&'static str> {
    let mut ids: Vec<_> =
        rules().clocks_started_by(event, context).iter().map(|rule| rule.id.as_str()).collect();
    ids.sort_unstable();
    ids
}

#[test]
fn events_start_the_clocks_of_their_rules() {
    let nothing = Context::new();
    assert_eq!(started("referral-received", &nothing), ["referral-acknowledge", "referral-assess"]);
    let unreachable = Context::new().with_fact("referrer-unreachable");
    assert_eq!(started("referral-received", &unreachable), ["referral-assess"]);
    assert_eq!(
        started("service-referral-sent", &nothing),
        ["service-referral-answer", "service-referral-see"]
    );
    assert_eq!(started("service-referral-accepted", &nothing), ["service-referral-first-visit"]);
    assert_eq!(started("service-referral-started", &nothing), ["service-referral-outcome"]);
    assert_eq!(started("glass-broken", &nothing), ["break-glass-box", "break-glass-review"]);
    assert_eq!(started("match-proposed", &nothing), ["match-answer"]);
    assert_eq!(started("consent-given", &nothing), ["consent-review"]);
    assert_eq!(started("returned-from-missing", &nothing), ["return-interview-72h"]);
    assert_eq!(started("no-such-event", &nothing), [""; 0]);
}

#[test]
fn the_twelve_hour_limit_is_for_16_and_17_and_runs_if_the_age_is_unknown() {
    let brought = |age: Option<u8>| started("brought-to-place", &Context::new().with_age(age));
    assert_eq!(brought(Some(15)), [""; 0]);
    assert_eq!(brought(Some(16)), ["twelve-hour-limit"]);
    assert_eq!(brought(Some(17)), ["twelve-hour-limit"]);
    assert_eq!(brought(Some(18)), [""; 0]);
    assert_eq!(brought(None), ["twelve-hour-limit"]);
}

#[test]
fn the_place_of_the_community_chooses_the_notice() {
    let near = Context::new().with_fact("community-in-territory");
    assert_eq!(started("power-used-without-notice", &near), ["community-notice-in-territory"]);
    assert_eq!(started("power-used-without-notice", &Context::new()), ["community-notice-elsewhere"]);
    assert_eq!(started("community-notified", &near), ["community-meet"]);
}

#[test]
fn events_end_the_clocks_of_their_rules() {
    let ended =
        |event| rules().clocks_ended_by(event).iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>();
    assert_eq!(ended("referral-declined"), ["referral-assess"]);
    assert_eq!(
        ended("service-referral-withdrawn"),
        [
            "service-referral-see",
            "service-referral-answer",
            "service-referral-first-visit",
            "service-referral-outcome"
        ]
    );
}

#[test]
fn every_event_that_starts_or_ends_a_clock_has_words() {
    for clock in rules().clocks() {
        for event in clock.ends_on.iter().chain([&clock.starts_on]) {
            assert!(!rules().event(event).unwrap().label.fr().is_empty());
        }
    }
}

#[test]
fn deadlines_are_those_of_the_rules() {
    let due = |id: &str| start(id, "2026-11-21T06:50-05:00").due_at;
    assert_eq!(due("referral-assess"), at("2026-11-22T06:50-05:00"));
    assert_eq!(due("referral-acknowledge"), at("2026-11-22T06:50-05:00"));
    assert_eq!(due("service-referral-see"), at("2026-11-24T17:00-05:00"));
    assert_eq!(due("service-referral-answer"), at("2026-11-27T17:00-05:00"));
    assert_eq!(due("service-referral-first-visit"), at("2026-12-01T17:00-05:00"));
    assert_eq!(due("return-interview-72h"), at("2026-11-24T06:50-05:00"));
    assert_eq!(due("twelve-hour-limit"), at("2026-11-21T18:50-05:00"));
    assert_eq!(due("break-glass-box"), at("2026-11-21T07:50-05:00"));
    assert_eq!(due("break-glass-review"), at("2026-11-24T17:00-05:00"));
    assert_eq!(due("community-meet"), at("2026-11-26T23:59:59-05:00"));
    assert_eq!(due("consent-review"), at("2027-02-21T23:59:59-05:00"));
    assert_eq!(due("match-answer"), at("2026-11-24T17:00-05:00"));
}

#[test]
fn a_clock_goes_from_on_time_to_due_soon_to_overdue() {
    let clock = start("return-interview-72h", "2026-11-17T21:15-05:00");
    assert_eq!(clock.status(at("2026-11-17T21:15-05:00")), Status::OnTime);
    assert_eq!(clock.status(at("2026-11-19T21:14:59-05:00")), Status::OnTime);
    assert_eq!(clock.status(at("2026-11-19T21:15-05:00")), Status::DueSoon);
    assert_eq!(clock.status(at("2026-11-20T21:15-05:00")), Status::DueSoon, "the deadline itself is in time");
    assert_eq!(clock.status(at("2026-11-20T21:15:01-05:00")), Status::Overdue);
    let late = clock.remaining(at("2026-11-21T22:40-05:00"));
    assert_eq!(late, -SignedDuration::from_hours(25) - SignedDuration::from_mins(25));
    assert_eq!(clock.met_in_time(at("2026-11-20T21:15-05:00")), None);
    assert_eq!(clock.met_in_time(at("2026-11-20T21:15:01-05:00")), Some(false));
}

#[test]
fn a_warning_in_business_time_comes_on_a_business_day() {
    // Due on Monday at 17:00: one business day before is Friday morning, not Sunday.
    let clock = start("service-referral-see", "2026-11-19T10:00-05:00");
    assert_eq!(clock.due_at, at("2026-11-23T17:00-05:00"));
    assert_eq!(clock.due_soon_at, at("2026-11-20T08:30-05:00"));
    // Four business hours before Tuesday's close.
    assert_eq!(start("match-answer", "2026-11-21T10:00-05:00").due_soon_at, at("2026-11-24T13:00-05:00"));
    // A window never begins before the clock.
    let friday = start("liaison-tell", "2026-11-20T23:00-05:00");
    assert!(friday.due_soon_at >= friday.started_at);
}

#[test]
fn a_clock_that_is_met_stays_met_and_tells_whether_in_time() {
    let clock = start("referral-acknowledge", "2026-11-21T06:50-05:00");
    let later = at("2027-01-01T00:00-05:00");
    let met = clock.met(at("2026-11-21T09:00-05:00"));
    assert_eq!((met.status(later), met.met_in_time(later)), (Status::Met, Some(true)));
    let late = clock.met(at("2026-11-22T06:50:01-05:00"));
    assert_eq!((late.status(later), late.met_in_time(later)), (Status::Met, Some(false)));
}

#[test]
fn only_a_rule_that_allows_it_stops() {
    let clock = start("referral-assess", "2026-11-21T06:50-05:00");
    assert_eq!(clock.stopped(rule("referral-assess"), at("2026-11-21T08:00-05:00")), clock);
}

/// The answer clock with other settings.
fn stoppable(length: &str) -> ClockRule {
    let mut rule = rule("service-referral-answer").clone();
    rule.may_stop = true;
    rule.length = length.parse().unwrap();
    rule
}

#[test]
fn a_stopped_clock_resumes_with_the_time_that_was_left() {
    let resume = |length: &str, begin: &str, stop: &str, go: &str| {
        let rule = stoppable(length);
        let clock = rule.start(at(begin), calendar()).unwrap().stopped(&rule, at(stop));
        assert_eq!(clock.status(at("2030-01-01T00:00Z")), Status::Stopped);
        assert_eq!(clock.remaining(at("2030-01-01T00:00Z")), clock.remaining(at(stop)));
        clock.resumed(&rule, at(go), calendar()).unwrap().due_at
    };
    // Tuesday to Tuesday; stopped on Thursday with three business days left, resumed a week later.
    let due = resume(
        "5 business days",
        "2026-11-17T10:00-05:00",
        "2026-11-19T10:00-05:00",
        "2026-11-26T09:00-05:00",
    );
    assert_eq!(due, at("2026-12-01T17:00-05:00"));
    // Two business hours left on Friday at 15:00.
    let due = resume(
        "4 business hours",
        "2026-11-20T13:00-05:00",
        "2026-11-20T15:00-05:00",
        "2026-11-28T12:00-05:00",
    );
    assert_eq!(due, at("2026-11-30T10:30-05:00"));
    let due =
        resume("24 hours", "2026-11-20T12:00-05:00", "2026-11-20T18:00-05:00", "2026-11-22T18:00-05:00");
    assert_eq!(due, at("2026-11-23T12:00-05:00"));
    // Already overdue when it was stopped: the delay stays, no time is given back.
    let due = resume(
        "1 business day",
        "2026-11-16T12:00-05:00",
        "2026-11-18T12:00-05:00",
        "2026-11-19T12:00-05:00",
    );
    assert_eq!(due, at("2026-11-18T17:00-05:00"));
}

#[test]
fn a_clock_that_was_stopped_on_its_last_day_has_until_the_close_of_the_day_on_which_it_resumes() {
    let rule = stoppable("1 business day");
    let stopped = rule
        .start(at("2026-11-16T12:00-05:00"), calendar())
        .unwrap()
        .stopped(&rule, at("2026-11-17T09:00-05:00"));
    let resume = |go: &str| stopped.resumed(&rule, at(go), calendar()).unwrap().due_at;
    assert_eq!(resume("2026-11-19T09:00-05:00"), at("2026-11-19T17:00-05:00"));
    assert_eq!(resume("2026-11-19T18:00-05:00"), at("2026-11-20T17:00-05:00"));
    assert_eq!(resume("2026-11-21T09:00-05:00"), at("2026-11-23T17:00-05:00"));
}

#[test]
fn escalations_come_in_their_time_and_only_while_overdue() {
    let rule = rule("service-referral-answer");
    let clock = start("service-referral-answer", "2026-11-17T10:12-05:00");
    let told = |clock: &Clock, now: &str| {
        let reached = rule.escalations(clock, at(now), calendar()).unwrap();
        reached.iter().map(|step| (step.party.as_str(), step.to.as_str())).collect::<Vec<_>>()
    };
    assert_eq!(told(&clock, "2026-11-24T17:00-05:00"), []);
    assert_eq!(told(&clock, "2026-11-24T17:00:01-05:00"), [("sender", "worker")]);
    assert_eq!(told(&clock, "2026-11-26T17:00-05:00"), [("sender", "worker"), ("sender", "supervisor")]);
    assert_eq!(told(&clock.met(at("2026-11-25T12:00-05:00")), "2026-11-30T12:00-05:00"), []);
}
