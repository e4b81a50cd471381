//! Services as their pages show them.

use app::service::{Room, ServiceView};
use domain::clock::ClockStatus;
use domain::service::{Schedule, Service};
use jiff::civil::date;
use packs::Rules;

use crate::component::{ClockPill, Fact};
use crate::{Choice, L10n};

/// The label of a pack's code; the code itself where the pack does not know it.
pub(crate) fn label(t: L10n, rules: Rules<'_>, list: &str, code: &str) -> String {
    let found = rules.codes(list).and_then(|list| list.code(code));
    found.map_or_else(|| code.to_owned(), |code| t.pick(code.label.en(), code.label.fr()).to_owned())
}

/// The values of a pack's list as choices.
pub(crate) fn codes(t: L10n, rules: Rules<'_>, list: &str) -> Vec<Choice> {
    let codes = rules.codes(list).map(|list| list.value.as_slice()).unwrap_or_default();
    codes.iter().map(|code| Choice::new(&code.id, t.pick(code.label.en(), code.label.fr()))).collect()
}

/// What is known of free places.
pub(crate) struct RoomWords {
    /// How many.
    pub(crate) free: String,
    /// As of when; empty when nothing was told.
    pub(crate) as_of: String,
    /// A warning when that is long ago.
    pub(crate) stale: Option<ClockPill>,
}

/// What is known of a service's free places, in words.
pub(crate) fn room(t: L10n, view: &ServiceView) -> RoomWords {
    let places = &view.service.places;
    let as_of = places.as_of.map(|at| t.day_month_time(at)).unwrap_or_default();
    let stale = match view.room {
        Room::Stale { days } => {
            Some(ClockPill::new(ClockStatus::DueSoon, t.with("service-stale", [("days", days)])))
        }
        Room::Fresh | Room::Unknown => None,
    };
    let free = match (view.room, places.free, places.waiting) {
        (Room::Unknown, ..) | (_, None, _) => {
            return RoomWords { free: t.get("service-room-unknown"), as_of: String::new(), stale };
        }
        (_, Some(0), Some(waiting)) if waiting > 0 => t.with("service-waiting", [("n", waiting)]),
        (_, Some(0), _) => t.get("service-room-full"),
        (_, Some(free), _) => t.with("service-room-free", [("n", free)]),
    };
    RoomWords { free, as_of, stale }
}

/// The ages that a service takes, in words.
pub(crate) fn ages(t: L10n, service: &Service) -> String {
    match (service.min_age, service.max_age) {
        (Some(min), Some(max)) => {
            t.with("service-ages-between", [("min", i64::from(min)), ("max", i64::from(max))])
        }
        (Some(min), None) => t.with("service-ages-from", [("min", i64::from(min))]),
        (None, Some(max)) => t.with("service-ages-to", [("max", i64::from(max))]),
        (None, None) => t.get("service-ages-all"),
    }
}

/// One service in the list.
pub(crate) struct Line {
    /// Its address below the language.
    pub(crate) path: String,
    /// Name.
    pub(crate) name: String,
    /// Kind and area.
    pub(crate) kind: String,
    /// Ages.
    pub(crate) ages: String,
    /// Led by Indigenous people.
    pub(crate) led: bool,
    /// Free places.
    pub(crate) room: RoomWords,
    /// Telephone; empty when none is known.
    pub(crate) phone: String,
}

impl Line {
    pub(crate) fn of(t: L10n, rules: Rules<'_>, view: &ServiceView) -> Self {
        let service = &view.service;
        let category = label(t, rules, "service-categories", &service.category);
        Self {
            path: format!("/directory/{}", service.id),
            name: t.pick(&service.name_en, &service.name_fr).to_owned(),
            kind: [category, service.areas.join(", ")].join(". "),
            ages: ages(t, service),
            led: service.indigenous_led,
            room: room(t, view),
            phone: service.phone.clone().unwrap_or_default(),
        }
    }
}

/// A service on its own page.
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) description: String,
    pub(super) kind: String,
    pub(super) led: bool,
    pub(super) here: bool,
    pub(super) room: RoomWords,
    pub(super) waiting: String,
    pub(super) phones: Vec<PhoneLine>,
    pub(super) facts: Vec<Fact>,
    pub(super) checked: String,
}

/// A number to call.
pub(super) struct PhoneLine {
    pub(super) number: String,
    pub(super) note: String,
}

impl Sheet {
    pub(super) fn of(t: L10n, rules: Rules<'_>, view: &ServiceView) -> Self {
        let service = &view.service;
        let details = &service.details;
        let waiting = service.places.waiting.filter(|_| service.places.free.is_some());
        Self {
            name: t.pick(&service.name_en, &service.name_fr).to_owned(),
            description: t.pick(&service.description_en, &service.description_fr).to_owned(),
            kind: label(t, rules, "service-categories", &service.category),
            led: service.indigenous_led,
            here: service.agency.is_some(),
            room: room(t, view),
            waiting: waiting.map(|waiting| t.with("service-waiting", [("n", waiting)])).unwrap_or_default(),
            phones: details
                .phones
                .iter()
                .map(|phone| PhoneLine {
                    number: [Some(phone.number.as_str()), phone.extension.as_deref()]
                        .into_iter()
                        .flatten()
                        .collect::<Vec<_>>()
                        .join(" # "),
                    note: phone.description.clone().unwrap_or_default(),
                })
                .collect(),
            facts: facts(t, rules, service),
            checked: details
                .checked_on
                .map(|on| t.with("service-checked", [("date", t.date(on))]))
                .unwrap_or_default(),
        }
    }
}

fn facts(t: L10n, rules: Rules<'_>, service: &Service) -> Vec<Fact> {
    let details = &service.details;
    let coded = |list: &str, code: &Option<String>| code.as_ref().map(|code| label(t, rules, list, code));
    let all = |list: &str, codes: &mut dyn Iterator<Item = &String>| {
        let labels: Vec<_> = codes.map(|code| label(t, rules, list, code)).collect();
        Some(labels.join(", ")).filter(|text| !text.is_empty())
    };
    let eligibility = t.pick(
        details.eligibility_en.as_deref().unwrap_or_default(),
        details.eligibility_fr.as_deref().unwrap_or_default(),
    );
    let address = if details.address_confidential {
        Some(t.get("service-address-secret"))
    } else {
        Some(details.addresses.join("; ")).filter(|text| !text.is_empty())
    };
    let hours: Vec<_> = details.schedules.iter().map(|schedule| hours(t, schedule)).collect();
    let rows = [
        ("service-for", Some(ages(t, service))),
        ("service-eligibility", Some(eligibility.to_owned()).filter(|text| !text.is_empty())),
        ("service-areas", Some(service.areas.join(", ")).filter(|text| !text.is_empty())),
        ("service-languages", all("languages", &mut service.languages.iter())),
        ("service-hours", Some(hours.join("; ")).filter(|text| !text.is_empty())),
        ("service-address", address),
        ("service-how", details.application.clone()),
        ("service-fees", details.fees.clone()),
        (
            "service-answer-days",
            details.usual_answer_days.map(|n| t.with("service-answer-days-value", [("n", i64::from(n))])),
        ),
        ("service-police", coded("police-contact", &details.police_contact)),
        ("service-papers", coded("identification", &details.identification)),
        ("service-welcomes", all("welcomes", &mut details.welcomes.iter())),
        ("service-access", Some(details.accessibility.join(" ")).filter(|text| !text.is_empty())),
        ("service-email", details.email.clone()),
        ("service-web", details.url.clone()),
        ("service-organisation", Some(service.organisation.clone())),
    ];
    rows.into_iter().filter_map(|(name, value)| Some(Fact::new(t.get(name), value?))).collect()
}

/// The days and hours of a schedule; days in a row are written as a span.
fn hours(t: L10n, schedule: &Schedule) -> String {
    // The week of Monday 3 January 2000 lends its names.
    let name = |number: i8| {
        let weekday = t.weekday_day_month(date(2000, 1, 2 + number));
        weekday.split([' ', '\u{a0}']).next().unwrap_or_default().to_owned()
    };
    let numbers: Vec<i8> =
        schedule.days.iter().map(|day| day.number()).filter(|number| (1..=7).contains(number)).collect();
    let in_a_row = numbers.windows(2).all(|pair| pair[1] == pair[0] + 1);
    let days = match numbers.as_slice() {
        [first, .., last] if in_a_row => format!("{}\u{2013}{}", name(*first), name(*last)),
        some => some.iter().map(|number| name(*number)).collect::<Vec<_>>().join(", "),
    };
    let words = schedule.description.clone();
    match (schedule.opens, schedule.closes) {
        (Some(opens), Some(closes)) => {
            let line = t.with(
                "service-hours-line",
                (("days", &days), ("opens", &t.time(opens)), ("closes", &t.time(closes))),
            );
            [Some(line), words].into_iter().flatten().collect::<Vec<_>>().join(". ")
        }
        _ => words.unwrap_or(days),
    }
}
