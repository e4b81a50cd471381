//! A joint case with a compartment of every kind, as tests need one.

use std::collections::BTreeMap;

use domain::agency::AgencyKind;
use domain::case::Part;
use domain::compartment::CompartmentKind;
use domain::entry::{EntryKind, Marks};
use domain::id::{AgencyId, CaseId, CompartmentId, EntryId};
use domain::text::Line;
use policy::Policy;
use policy::action::ManageCase;

use crate::World;

/// A joint case of the world.
#[derive(Debug, Clone)]
pub struct Matter {
    /// The case.
    pub id: CaseId,
    /// Its compartments.
    pub compartments: BTreeMap<CompartmentKind, CompartmentId>,
}

impl Matter {
    /// The compartment of a kind.
    ///
    /// # Panics
    /// When it was not opened.
    #[must_use]
    pub fn compartment(&self, kind: CompartmentKind) -> CompartmentId {
        *self.compartments.get(&kind).unwrap_or_else(|| panic!("no compartment `{kind}`"))
    }
}

impl World {
    /// A joint case that `worker` leads with `officer`: shared core, child protection, police, intelligence.
    pub async fn joint_case(&self) -> Matter {
        let police = self.member("officer");
        let opening = app::case::Opening {
            case_type: "joint-case".into(),
            subject_name: "Wren S.".into(),
            subject_pronouns: Some("she/her".into()),
            subject_age: Some(15),
            safe_contact: Some("Text after 16:00. Never the home number.".into()),
            records: Vec::new(),
            joining: vec![app::case::Joining {
                member: police.member,
                agency: police.agency,
                agency_kind: AgencyKind::Police,
                part: Part::Worker,
            }],
        };
        let opened = app::case::open(&self.app, &self.actor("worker"), opening).await.expect("a case");
        self.matter(opened.id).await
    }

    /// A joint case with a compartment of every kind. On the team besides `worker` and `officer`: `liaison`,
    /// `service_worker`, `counsellor` and `steward`, each with the compartments of their agency.
    pub async fn whole_case(&self) -> Matter {
        let case = self.joint_case().await.id;
        let liaison = self.member("liaison").member;
        app::case::route_liaison(&self.app, &self.actor("worker"), case, liaison, true)
            .await
            .expect("a liaison");
        self.seat(case, "service_worker", Part::Worker, &[CompartmentKind::Services]).await;
        self.seat(case, "counsellor", Part::Counsellor, &[CompartmentKind::Vault]).await;
        self.seat(case, "steward", Part::Worker, &[CompartmentKind::FirstNation]).await;
        self.matter(case).await
    }

    /// Lets a member take part in a case with compartments of their agency, as a consent or a release brings about.
    pub async fn seat(&self, case: CaseId, member: &str, part: Part, kinds: &[CompartmentKind]) {
        let mut tx = self.store.begin(self.now()).await.expect("a transaction");
        let facts = tx.case_facts(case).await.expect("facts").expect("a case");
        let policy = Policy::builtin().expect("policies without a fault");
        let ok =
            policy.authorize::<ManageCase>(&self.actor("worker"), &facts, &()).expect("the worker manages");
        let (id, agency): (_, AgencyId) = (self.member(member).member, self.member(member).agency);
        tx.add_participant(&ok, case, id, part).await.expect("a participant");
        for kind in kinds {
            tx.open_compartment(&ok, case, *kind, agency).await.expect("a compartment");
        }
        tx.commit().await.expect("a commit");
    }

    /// A case as it stands, with the compartments that it has.
    pub async fn matter(&self, id: CaseId) -> Matter {
        let mut tx = self.store.begin(self.now()).await.expect("a transaction");
        let facts = tx.case_facts(id).await.expect("facts").expect("a case");
        let compartments = tx.compartments_of_case(&facts).await.expect("facts");
        tx.rollback().await.expect("nothing was written");
        Matter { id, compartments: compartments.iter().map(|facts| (facts.kind, facts.id)).collect() }
    }

    /// A note that a member writes.
    pub async fn note(&self, by: &str, compartment: CompartmentId, title: &str, marks: Marks) -> EntryId {
        let note = app::entry::Note {
            kind: EntryKind::Note,
            at: None,
            title: Line::parse(title).expect("a title"),
            body: None,
            sensitive_body: None,
            marks,
        };
        app::entry::write(&self.app, &self.actor(by), compartment, note).await.expect("a note")
    }

    /// Who of the cast writes in which kind of compartment of [`World::whole_case`].
    #[must_use]
    pub fn writers() -> [(CompartmentKind, &'static str); 8] {
        [
            (CompartmentKind::Core, "worker"),
            (CompartmentKind::ChildProtection, "worker"),
            (CompartmentKind::Police, "officer"),
            (CompartmentKind::Liaison, "liaison"),
            (CompartmentKind::Services, "service_worker"),
            (CompartmentKind::Vault, "counsellor"),
            (CompartmentKind::Intelligence, "officer"),
            (CompartmentKind::FirstNation, "steward"),
        ]
    }
}
