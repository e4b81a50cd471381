//! Heads, days in force, sources, names.

use std::collections::BTreeSet;

use crate::fault::Fault;
use crate::header::Cited;
use crate::pack::{EachCited, Pack};
use crate::period::Period;
use crate::validate::{Report, is_name};

/// Names that are unique within their case type or calendar, not among all packs.
const LOCAL: [&str; 2] = ["compartment", "observance"];

pub(super) fn headers(packs: &[Pack], faults: &mut Vec<Fault>) {
    for (index, pack) in packs.iter().enumerate() {
        let mut report = Report { file: &pack.file, faults };
        let header = &pack.header;
        if !is_name(&header.id) {
            report.fault("pack.id", "a name has letters, digits, `-`, `_` and `.` only");
        }
        if header.version == 0 {
            report.fault("pack.version", "versions count from 1");
        }
        if header.in_force.from.is_none() || header.in_force.pending {
            report.fault("pack.in_force", "a pack needs the first day on which it is in force");
        }
        period(&header.in_force, "pack", &mut report);
        for other in packs.iter().take(index).filter(|other| other.header.id == header.id) {
            let earlier = &other.file;
            if other.header.kind != header.kind {
                report
                    .fault("pack.kind", format!("`{earlier}` holds a pack of the same id and another kind"));
            }
            if other.header.version == header.version {
                report.fault("pack.version", format!("`{earlier}` holds the same version"));
            } else if other.header.in_force.overlaps(&header.in_force) {
                report.fault(
                    "pack.in_force",
                    format!("`{earlier}` holds another version for some of these days"),
                );
            }
        }
    }
}

fn period(period: &Period, path: &str, report: &mut Report<'_>) {
    if let (Some(from), Some(to)) = (period.from, period.to)
        && from > to
    {
        report.fault(format!("{path}.in_force"), "the last day lies before the first");
    }
    if period.pending && (period.from.is_some() || period.to.is_some()) {
        report.fault(format!("{path}.in_force"), "what is pending has no days");
    }
}

pub(super) fn sources(packs: &mut [Pack], faults: &mut Vec<Fault>) {
    let mut names = Names::default();
    for pack in packs {
        let mut report = Report { file: &pack.file, faults };
        report.names("source", pack.sources.iter().map(|source| source.id.as_str()));
        for source in &pack.sources {
            let path = format!("source[{}]", source.id);
            if source.address.is_none() && source.document.is_none() {
                report.fault(&path, "a source needs an `address` or a `document`");
            }
            if source.verified && !source.level.can_verify() {
                report.fault(format!("{path}.verified"), "only the maker's own words verify a rule");
            }
            if !source.verified && source.level.can_verify() {
                report.fault(format!("{path}.level"), "a source read in its maker's own words is verified");
            }
        }
        let known = pack.sources.iter().map(|source| source.id.clone()).collect();
        let mut check = Check { file: pack.file.clone(), known, used: BTreeSet::new(), names, faults };
        pack.each_cited(&mut check);
        let Check { used, names: seen, .. } = check;
        names = seen;
        for source in pack.sources.iter().filter(|source| pack.whole && !used.contains(&source.id)) {
            faults.push(Fault::new(
                &pack.file,
                format!("source[{}]", source.id),
                "nothing cites this source",
            ));
        }
    }
}

/// Section, name and days of everything seen so far, with its file.
#[derive(Default)]
struct Names(Vec<(&'static str, String, Period, String)>);

struct Check<'f> {
    file: String,
    known: BTreeSet<String>,
    used: BTreeSet<String>,
    names: Names,
    faults: &'f mut Vec<Fault>,
}

impl EachCited for Check<'_> {
    fn each<T: Cited>(&mut self, items: &mut [T]) {
        let mut report = Report { file: &self.file, faults: self.faults };
        if LOCAL.contains(&T::SECTION) {
            report.names(T::SECTION, items.iter().map(Cited::id));
        }
        for item in items {
            let path = format!("{}[{}]", T::SECTION, item.id());
            let basis = item.basis();
            if basis.cited.is_empty() {
                report.fault(format!("{path}.source"), "a rule cites at least one source");
            }
            for source in basis.cited.iter().filter(|source| !self.known.contains(*source)) {
                report.fault(format!("{path}.source"), format!("there is no source `{source}` in this pack"));
            }
            self.used.extend(basis.cited.iter().cloned());
            if let Some(own) = item.own_period() {
                period(&own, &path, &mut report);
            }
            if LOCAL.contains(&T::SECTION) {
                continue;
            }
            if !is_name(item.id()) {
                report.fault(format!("{path}.id"), "a name has letters, digits, `-`, `_` and `.` only");
            }
            let days = basis.in_force();
            for (section, id, other, file) in &self.names.0 {
                if *section == T::SECTION && id == item.id() && other.overlaps(&days) {
                    report.fault(&path, format!("`{file}` holds the same name for some of these days"));
                }
            }
            self.names.0.push((T::SECTION, item.id().to_owned(), days, self.file.clone()));
        }
    }
}
