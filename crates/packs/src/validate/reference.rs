//! References between items, also of different packs: what is named must exist on some of the same days.

use std::collections::BTreeMap;

use crate::condition::Condition;
use crate::fault::Fault;
use crate::form::Form;
use crate::header::Cited;
use crate::pack::Pack;
use crate::period::Period;

/// What exists: kind and name, with its days.
#[derive(Default)]
struct Known<'p>(BTreeMap<(&'static str, &'p str), Vec<Period>>);

impl<'p> Known<'p> {
    fn add<T: Cited>(&mut self, items: &'p [T]) {
        for item in items {
            self.0.entry((T::SECTION, item.id())).or_default().push(item.basis().in_force());
        }
    }
}

struct Look<'p, 'f> {
    packs: &'p [Pack],
    known: Known<'p>,
    file: &'p str,
    days: Period,
    faults: &'f mut Vec<Fault>,
}

pub(crate) fn references(packs: &[Pack], faults: &mut Vec<Fault>) {
    let mut known = Known::default();
    for pack in packs {
        known.add(&pack.lists);
        known.add(&pack.eligibility);
        known.add(&pack.rules);
        for event in &pack.events {
            known.0.entry(("event", &event.id)).or_default().push(pack.header.in_force);
        }
        for fact in &pack.facts {
            known.0.entry(("fact", &fact.id)).or_default().push(pack.header.in_force);
        }
    }
    let mut look = Look { packs, known, file: "", days: Period::default(), faults };
    for pack in packs {
        look.file = &pack.file;
        look.programme(pack);
        look.law(pack);
        look.lists(pack);
    }
}

impl<'p> Look<'p, '_> {
    fn fault(&mut self, path: &str, message: String) {
        self.faults.push(Fault::new(self.file, path, message));
    }

    fn named(&mut self, path: &str, section: &'static str, name: &str) {
        let days = self.days;
        let found = self
            .known
            .0
            .get(&(section, name))
            .is_some_and(|all| all.iter().any(|other| other.overlaps(&days)));
        if !found {
            self.fault(path, format!("there is no {section} `{name}`"));
        }
    }

    /// The list must exist and have the value.
    fn coded(&mut self, path: &str, list: &str, values: impl IntoIterator<Item = &'p String>) {
        self.named(path, "list", list);
        let lists = self.packs.iter().flat_map(|pack| &pack.lists).filter(|other| other.id == list);
        let lists: Vec<_> = lists.filter(|other| other.basis.in_force().overlaps(&self.days)).collect();
        for value in values {
            if !lists.iter().any(|list| list.contains(value)) && !lists.is_empty() {
                self.fault(path, format!("the list `{list}` has no value `{value}`"));
            }
        }
    }

    fn condition(&mut self, path: &str, condition: &Condition) {
        for fact in condition.facts.iter().chain(&condition.without_facts) {
            self.named(path, "fact", fact);
        }
    }

    fn programme(&mut self, pack: &'p Pack) {
        for case_type in &pack.case_types {
            self.days = case_type.basis.in_force();
            self.coded("case_type.owners", "agency-kinds", &case_type.owners);
            self.named("case_type.opens_on", "event", &case_type.opens_on);
            for rule in &case_type.eligibility {
                self.named("case_type.eligibility", "eligibility", rule);
            }
            for step in &case_type.transitions {
                let path = format!("transition[{} > {}]", step.from, step.to);
                self.named(&path, "event", &step.event);
                self.coded(&path, "roles", &step.roles);
                self.coded(&path, "parties", [&step.party]);
                if let Some(reasons) = &step.reasons {
                    self.named(&path, "list", reasons);
                }
            }
            for compartment in &case_type.compartments {
                let path = format!("compartment[{}]", compartment.id);
                self.coded(&path, "compartments", [&compartment.id]);
                self.coded(&path, "agency-kinds", &compartment.held_by);
            }
        }
        for form in &pack.forms {
            self.form(form);
        }
        for rule in &pack.eligibility {
            self.days = rule.basis.in_force();
            self.condition(&format!("eligibility[{}].when", rule.id), &rule.when);
        }
        for clock in &pack.clocks {
            let path = format!("clock[{}]", clock.id);
            self.days = clock.basis.in_force();
            self.named(&path, "event", &clock.starts_on);
            for event in &clock.ends_on {
                self.named(&path, "event", event);
            }
            self.condition(&path, &clock.when);
            self.coded(&path, "roles", [&clock.acts.role]);
            self.coded(&path, "roles", clock.escalates.iter().map(|escalation| &escalation.to));
            self.coded(&path, "parties", clock.escalates.iter().map(|escalation| &escalation.party));
            self.coded(&path, "parties", [&clock.acts.party]);
            if let Some(part) = &clock.acts.part {
                self.coded(&path, "case-parts", [part]);
            }
            self.coded(&path, "agency-kinds", &clock.acts.agency_kinds);
            self.coded(&path, "compartments", [&clock.compartment]);
        }
    }

    fn form(&mut self, form: &'p Form) {
        self.days = form.basis.in_force();
        self.named("form.sends", "event", &form.sends);
        for rule in &form.eligibility {
            self.named("form.eligibility", "eligibility", rule);
        }
        for question in &form.questions {
            let path = format!("question[{}]", question.id);
            if let Some(list) = &question.codes {
                self.named(&path, "list", list);
            }
            let Some(asked) = &question.asked_when else { continue };
            if let Some(list) = asked.question.as_ref().and_then(|id| form.question(id)?.codes.as_ref()) {
                self.coded(&format!("{path}.asked_when"), list, &asked.is);
            } else if asked.question.is_some() {
                self.fault(&format!("{path}.asked_when"), "the earlier question has no choices".to_owned());
            }
            let duties = self.packs.iter().flat_map(|pack| &pack.duties);
            if !asked.duty.is_empty()
                && !duties.into_iter().any(|duty| duty.basis.in_force().overlaps(&self.days))
            {
                self.fault(&format!("{path}.asked_when"), "no pack says who must report".to_owned());
            }
        }
    }

    fn law(&mut self, pack: &'p Pack) {
        for regime in &pack.regimes {
            self.days = regime.basis.in_force();
            for rule in &regime.rules {
                self.named(&format!("regime[{}].rules", regime.id), "rule", rule);
            }
        }
        for window in &pack.windows {
            self.days = window.basis.in_force();
            // A window that is not in force leans on a rule that is not in force either.
            if !self.days.pending {
                self.named(&format!("access_window[{}].rule", window.id), "rule", &window.rule);
            }
        }
    }

    fn lists(&mut self, pack: &'p Pack) {
        for list in &pack.lists {
            self.days = list.basis.in_force();
            if let Some(from) = &list.includes_from {
                for code in &list.value {
                    self.coded(
                        &format!("list[{}].value[{}].includes", list.id, code.id),
                        from,
                        &code.includes,
                    );
                }
            }
        }
    }
}
