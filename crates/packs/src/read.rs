//! From text to packs. What is not understood is a fault, never skipped.

mod section;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::calendar::{Calendar, Hours};
use crate::fault::Fault;
use crate::header::{Header, Kind};
use crate::pack::Pack;
use section::Sections;

/// Reads one file. `None` if not even its head can be read; the faults say why.
pub(crate) fn read(file: &str, text: &str, faults: &mut Vec<Fault>) -> Option<Pack> {
    let mut sections = Sections::parse(file, text, faults)?;
    let header: Header = sections.one("pack")?;
    let mut pack = Pack {
        file: file.to_owned(),
        header,
        whole: true,
        sources: sections.many("source").into_iter().map(Arc::new).collect(),
        case_types: Vec::new(),
        forms: Vec::new(),
        eligibility: Vec::new(),
        events: Vec::new(),
        facts: Vec::new(),
        clocks: Vec::new(),
        rules: Vec::new(),
        regimes: Vec::new(),
        duties: Vec::new(),
        windows: Vec::new(),
        calendars: Vec::new(),
        lists: Vec::new(),
        indicators: Vec::new(),
        settings: Vec::new(),
        matching: Vec::new(),
    };
    match pack.header.kind {
        Kind::Programme => programme(&mut pack, &mut sections),
        Kind::Law => {
            pack.rules = sections.many("rule");
            pack.regimes = sections.many("regime");
            pack.duties = sections.many("duty");
            pack.windows = sections.many("access_window");
        }
        Kind::Calendar => calendar(&mut pack, &mut sections),
        Kind::Codes => pack.lists = sections.many("list"),
        Kind::Indicator => {
            pack.indicators = sections.many("indicator");
            pack.settings = sections.many("setting");
        }
    }
    sections.end(pack.header.kind);
    pack.whole = sections.whole;
    Some(pack)
}

fn programme(pack: &mut Pack, sections: &mut Sections<'_>) {
    pack.events = sections.many("event");
    pack.facts = sections.many("fact");
    pack.eligibility = sections.many("eligibility");
    pack.clocks = sections.many("clock");
    pack.settings = sections.many("setting");
    if sections.has("matching") {
        pack.matching.extend(sections.one::<crate::Matching>("matching"));
    }
    if sections.has("case_type") {
        let case_type = sections.one::<crate::CaseType>("case_type");
        let (stages, transitions, compartments) =
            (sections.many("stage"), sections.many("transition"), sections.many("compartment"));
        pack.case_types.extend(case_type.map(|head| crate::CaseType {
            stages,
            transitions,
            compartments,
            ..head
        }));
    }
    if sections.has("form") {
        let form = sections.one::<crate::Form>("form");
        let (parts, questions) = (sections.many("part"), sections.many("question"));
        pack.forms.extend(form.map(|head| crate::Form { parts, questions, ..head }));
    }
}

fn calendar(pack: &mut Pack, sections: &mut Sections<'_>) {
    let head = sections.one::<Calendar>("calendar");
    let hours: Vec<Hours> = sections.many("hours");
    let observances: Vec<crate::Observance> = sections.many("observance");
    let Some(mut calendar) = head else { return };
    match jiff::tz::TimeZoneDatabase::bundled().get(&calendar.time_zone) {
        Ok(zone) => calendar.zone = zone,
        Err(_) => {
            sections.fault("calendar.time_zone", format!("`{}` is not a time zone", calendar.time_zone))
        }
    }
    for hours in hours {
        let path = format!("hours[{}]", hours.weekday);
        let Some(day) = hours.day() else {
            sections.fault(&path, format!("`{}` is not a day of the week", hours.weekday));
            continue;
        };
        if hours.opens >= hours.closes {
            sections.fault(&path, "the office must close later than it opens, on the same day");
        }
        if calendar.hours.insert(day.to_monday_zero_offset(), (hours.opens, hours.closes)).is_some() {
            sections.fault(&path, "a day of the week has one pair of hours");
        }
    }
    if calendar.hours.is_empty() {
        sections.fault("hours", "the office is never open");
    }
    if calendar.covers_from > calendar.covers_to {
        sections.fault("calendar.covers_to", "the calendar ends before it begins");
    }
    let mut seen = BTreeMap::new();
    for (index, observance) in observances.iter().enumerate() {
        for date in &observance.dates {
            let path = format!("observance[{}].dates", observance.id);
            if *date < calendar.covers_from || calendar.covers_to < *date {
                sections.fault(&path, format!("{date} lies outside the days that the calendar covers"));
            }
            if seen.insert(*date, index) == Some(index) {
                sections.fault(&path, format!("{date} stands twice"));
            }
            if observance.closes {
                calendar.closed.insert(*date, index);
            }
        }
    }
    calendar.observances = observances;
    pack.calendars.push(calendar);
}
