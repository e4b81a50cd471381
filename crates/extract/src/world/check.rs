//! Whether everything that the world names exists.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use super::{Case, RecordRef, ServiceReferral, World};
use crate::message::Message;

/// What can be referred to.
struct Known<'w> {
    world: &'w World,
    records: BTreeSet<RecordRef>,
    people: BTreeSet<&'w str>,
    faults: Vec<Message>,
}

impl Known<'_> {
    fn need(&mut self, found: bool, what: &'static str, id: impl Display, named_by: impl Display) {
        if !found {
            let message = Message::new("extract-world-unknown").with("what", what);
            self.faults.push(message.with("id", id).with("by", named_by));
        }
    }

    fn persona(&mut self, id: &str, by: &str) {
        self.need(self.world.persona(id).is_some(), "persona", id, by);
    }

    fn agency(&mut self, id: &str, by: &str) {
        let invented = self.world.organisation(id).is_some_and(|organisation| organisation.invented);
        self.need(invented, "agency", id, by);
    }

    fn person(&mut self, id: &str, by: &str) {
        self.need(self.people.contains(id), "person", id, by);
    }

    fn record(&mut self, record: &RecordRef, by: &str) {
        self.need(self.records.contains(record), "record", record, by);
    }
}

pub(super) fn faults(world: &World) -> Vec<Message> {
    let rows = world.holdings.iter().flat_map(|(agency, rows)| {
        rows.iter().map(|row| RecordRef { agency: agency.clone(), key: row.key.clone() })
    });
    let mut known = Known {
        world,
        records: rows.collect(),
        people: world.people.iter().map(|person| person.id.as_str()).collect(),
        faults: Vec::new(),
    };
    unique("source", world.sources.iter().map(|s| &s.id), &mut known.faults);
    unique("programme", world.programmes.iter().map(|p| &p.id), &mut known.faults);
    unique("organisation", world.organisations.iter().map(|o| &o.id), &mut known.faults);
    unique("team", world.organisations.iter().flat_map(|o| &o.team).map(|t| &t.id), &mut known.faults);
    unique("persona", world.personas.iter().map(|p| &p.id), &mut known.faults);
    unique("person", world.people.iter().map(|p| &p.id), &mut known.faults);
    unique("case", world.walk.case.iter().map(|c| &c.id), &mut known.faults);
    unique("record", world.people.iter().flat_map(|p| &p.records), &mut known.faults);
    organisations(&mut known);
    people(&mut known);
    walk(&mut known);
    known.faults
}

fn unique<T: Ord + Display>(what: &'static str, ids: impl Iterator<Item = T>, faults: &mut Vec<Message>) {
    let mut seen = BTreeMap::new();
    for id in ids {
        *seen.entry(id).or_insert(0_u32) += 1;
    }
    for (id, _) in seen.into_iter().filter(|(_, count)| *count > 1) {
        faults.push(Message::new("extract-world-twice").with("what", what).with("id", id));
    }
}

fn organisations(known: &mut Known<'_>) {
    let world = known.world;
    for programme in &world.programmes {
        for source in &programme.sources {
            known.need(world.sources.iter().any(|s| s.id == *source), "source", source, &programme.id);
        }
    }
    for organisation in &world.organisations {
        for source in &organisation.sources {
            known.need(world.sources.iter().any(|s| s.id == *source), "source", source, &organisation.id);
        }
        // What is not invented was read somewhere; what is invented was read nowhere.
        let by_documents = organisation.sources.is_empty() == organisation.invented;
        known.need(by_documents, "source", "", &organisation.id);
        for programme in &organisation.programmes {
            known.need(
                world.programmes.iter().any(|p| p.id == *programme),
                "programme",
                programme,
                &organisation.id,
            );
        }
    }
}

fn people(known: &mut Known<'_>) {
    let world = known.world;
    for persona in &world.personas {
        known.agency(&persona.agency, &persona.id);
        if let Some(team) = &persona.team {
            let of_agency =
                world.organisation(&persona.agency).is_some_and(|o| o.team.iter().any(|t| t.id == *team));
            known.need(of_agency, "team", team, &persona.id);
        }
        known.need(
            matches!(persona.language.as_str(), "en" | "fr"),
            "language",
            &persona.language,
            &persona.id,
        );
    }
    for agency in world.holdings.keys() {
        known.agency(agency, "holdings");
    }
    for person in &world.people {
        for record in &person.records {
            known.record(record, &person.id);
        }
    }
    let told: BTreeSet<&RecordRef> = world.people.iter().flat_map(|person| &person.records).collect();
    for record in known.records.clone() {
        known.need(told.contains(&record), "person", &record, "people.toml");
    }
    for relation in &world.relations {
        known.person(&relation.from, &relation.kind);
        known.person(&relation.to, &relation.kind);
    }
}

fn walk(known: &mut Known<'_>) {
    let world = known.world;
    let referral = &world.walk.referral;
    known.person(&referral.person, "referral");
    known.agency(&referral.to, "referral");
    for record in &referral.finds {
        known.record(record, "referral");
    }
    for case in &world.walk.case {
        one_case(known, case);
    }
}

fn one_case(known: &mut Known<'_>, case: &Case) {
    let by = case.id.as_str();
    known.person(&case.person, by);
    known.agency(&case.owner, by);
    for record in &case.records {
        known.record(record, by);
    }
    let authors = case.entry.iter().map(|entry| &entry.author);
    let others = case.participant.iter().map(|p| &p.persona).chain(case.task.iter().map(|t| &t.persona));
    let recorders = case.consent.iter().map(|consent| &consent.recorded_by);
    let declared = case.declaration.iter().flat_map(|d| [&d.recorded_by, &d.liaison]);
    for persona in authors.chain(others).chain(recorders).chain(declared) {
        known.persona(persona, by);
    }
    for entry in &case.entry {
        known.need(matches!(entry.language.as_str(), "en" | "fr"), "language", &entry.language, by);
    }
    for consent in &case.consent {
        known.agency(&consent.recipient, by);
    }
    for referral in &case.service_referral {
        service_referral(known, case, referral);
    }
}

fn service_referral(known: &mut Known<'_>, case: &Case, referral: &ServiceReferral) {
    let by = case.id.as_str();
    known.persona(&referral.sent_by, by);
    known.agency(&referral.to, by);
    let answers =
        known.world.organisation(&referral.to).is_some_and(|o| o.services.contains(&referral.service));
    known.need(answers, "service", &referral.service, by);
    let consent = case.consent.iter().find(|consent| consent.id == referral.consent);
    let to_it = consent.is_some_and(|consent| consent.granted && consent.recipient == referral.to);
    known.need(to_it, "consent", &referral.consent, by);
    for field in referral.fields.keys() {
        let covered = consent.is_some_and(|consent| consent.fields.contains(field));
        known.need(covered, "consent", field, by);
    }
    for step in &referral.step {
        known.persona(&step.by, by);
    }
    let states: Vec<_> = referral.step.iter().map(|step| step.state).collect();
    let in_order = states.windows(2).all(|pair| matches!(pair, [from, to] if from.may_become(*to)));
    known.need(in_order && !states.is_empty(), "state", &referral.service, by);
}
