//! A case with a compartment and what is written in it, made with the store alone.

use domain::actor::Actor;
use domain::case::Part;
use domain::compartment::CompartmentKind;
use domain::entry::{EntryKind, Marks};
use domain::id::{CaseId, CompartmentId, EntryId};
use policy::Policy;
use policy::action::{OpenCase, ReadEntry, WriteEntry};
use policy::facts::AgencyFacts;
use store::case::NewCase;
use store::entry::NewEntry;
use store::{Error, Store};
use testkit::World;

/// A case of the worker's agency.
pub struct Scene {
    pub policy: Policy,
    pub case: CaseId,
    /// Two compartments of it.
    pub compartments: [CompartmentId; 2],
}

impl Scene {
    pub async fn set(world: &World) -> Self {
        let policy = Policy::builtin().unwrap();
        let worker = world.member("worker");
        let agency = AgencyFacts { id: worker.agency, kind: worker.agency_kind };
        let ok = policy.authorize::<OpenCase>(&Actor::Member(worker.clone()), &agency, &()).unwrap();
        let mut tx = world.store.begin(world.now()).await.unwrap();
        let case = CaseId::new();
        let new = NewCase {
            id: case,
            series: "J".into(),
            case_type: "joint-case".into(),
            stage: "received".into(),
            subject_name: "Wren Example".into(),
            subject_pronouns: None,
            subject_age: Some(15),
            safe_contact: None,
        };
        let _ = tx.open_case(&ok, new).await.unwrap();
        tx.add_participant(&ok, case, worker.member, Part::Lead).await.unwrap();
        let core = tx.open_compartment(&ok, case, CompartmentKind::Core, worker.agency).await.unwrap();
        let own =
            tx.open_compartment(&ok, case, CompartmentKind::ChildProtection, worker.agency).await.unwrap();
        tx.commit().await.unwrap();
        Self { policy, case, compartments: [core, own] }
    }

    pub async fn write(&self, world: &World, compartment: CompartmentId, words: &str) -> EntryId {
        let mut tx = world.store.begin(world.now()).await.unwrap();
        let facts = tx.compartment_facts(compartment).await.unwrap().unwrap();
        let ok = self.policy.authorize::<WriteEntry>(&world.actor("worker"), &facts, &()).unwrap();
        let new = NewEntry {
            kind: EntryKind::Note,
            at: world.now(),
            author_name: "Ama Placeholder".into(),
            title: words.into(),
            body: None,
            sensitive_body: None,
            marks: Marks::default(),
        };
        let entry = tx.write_entry(&ok, self.case, compartment, new).await.unwrap();
        tx.commit().await.unwrap();
        entry
    }

    /// What an entry says, as the worker reads it.
    pub async fn read(&self, world: &World, store: &Store, entry: EntryId) -> Result<String, Error> {
        let mut tx = store.begin(world.now()).await?;
        let facts = tx.entry_facts(entry).await?.unwrap();
        let ok = self.policy.authorize::<ReadEntry>(&world.actor("worker"), &facts, &()).unwrap();
        let held = tx.entry(&ok).await?;
        let receipt = tx.commit().await?;
        Ok(held.release(&receipt).entry.title)
    }
}
