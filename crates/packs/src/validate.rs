//! What must hold within a pack and between packs.

mod band;
mod head;
mod reference;
mod shape;

use crate::fault::Fault;
use crate::header::{Cited, Header, Source};
use crate::pack::{EachCited, Pack};

pub(crate) use reference::references;

/// Gives every rule its sources and days.
pub(crate) fn resolve(packs: &mut [Pack]) {
    struct Resolve {
        header: Header,
        sources: Vec<std::sync::Arc<Source>>,
    }
    impl EachCited for Resolve {
        fn each<T: Cited>(&mut self, items: &mut [T]) {
            for item in items {
                let own = item.own_period();
                item.basis_mut().resolve(&self.header, own.as_ref(), &self.sources);
            }
        }
    }
    for pack in packs {
        pack.each_cited(&mut Resolve { header: pack.header.clone(), sources: pack.sources.clone() });
    }
}

/// Checks every pack on its own, and that names are unique on every day.
pub(crate) fn each(packs: &mut [Pack], faults: &mut Vec<Fault>) {
    head::headers(packs, faults);
    head::sources(packs, faults);
    for pack in packs.iter() {
        let mut report = Report { file: &pack.file, faults };
        shape::pack(pack, &mut report);
        if pack.whole {
            band::duties(&pack.duties, &mut report);
            band::regimes(&pack.regimes, &mut report);
        }
    }
}

/// Faults of one file.
struct Report<'f> {
    file: &'f str,
    faults: &'f mut Vec<Fault>,
}

impl Report<'_> {
    fn fault(&mut self, path: impl Into<String>, message: impl Into<String>) {
        self.faults.push(Fault::new(self.file, path, message));
    }

    /// Reports names that stand twice or that are no names.
    fn names<'n>(&mut self, section: &str, names: impl Iterator<Item = &'n str>) {
        let mut seen = std::collections::BTreeSet::new();
        for name in names {
            if !is_name(name) {
                self.fault(
                    format!("{section}[{name}].id"),
                    "a name has letters, digits, `-`, `_` and `.` only",
                );
            }
            if !seen.insert(name) {
                self.fault(format!("{section}[{name}]"), format!("`{name}` stands twice"));
            }
        }
    }
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
}
