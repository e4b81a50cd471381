//! A directory, a consent and a referral to a service, as tests need them.

use std::collections::{BTreeMap, BTreeSet};

use app::consent::Given;
use app::service::Wishes;
use app::service_referral::{FieldValue, Sending, Sent};
use domain::consent::Capacity;
use domain::id::{CaseId, ConsentId, ServiceId};
use domain::text::Line;

use crate::World;

/// The fields that [`World::to_stillwater`] covers.
pub const COVERED: [&str; 3] = ["name_used", "need", "safe_contact"];

impl World {
    /// Loads the example directory; its services of Stillwater are answered by the world's agency of that name. Returns how
    /// many services it has.
    pub async fn load_directory(&self) -> usize {
        let bytes = include_bytes!("../../../data/directory/ontario-example.json");
        let limits = extract::directory::Limits::default();
        let directory = extract::directory::from_json(bytes, limits).expect("the example directory");
        let answered: BTreeMap<_, _> = directory
            .services
            .iter()
            .filter(|service| service.name.contains("Stillwater"))
            .map(|service| (service.id.clone(), self.agency("stillwater")))
            .collect();
        assert!(!answered.is_empty(), "the example directory has no service of Stillwater");
        app::service::load(&self.app, &directory.services, &answered).await.expect("a directory")
    }

    /// A counselling service that Stillwater answers for; the directory is loaded where it is not there yet.
    pub async fn counselling(&self) -> ServiceId {
        let wishes = Wishes { category: Some("counselling".into()), answers_here: true, ..Wishes::default() };
        for _ in 0..2 {
            let found =
                app::service::search(&self.app, &self.actor("worker"), &wishes).await.expect("a directory");
            match found.services.first() {
                Some(view) => return view.service.id,
                None => self.load_directory().await,
            };
        }
        panic!("the directory has no counselling of Stillwater")
    }

    /// A consent to be referred to Stillwater.
    #[must_use]
    pub fn to_stillwater(&self) -> Given {
        Given {
            purpose: "service_referral".into(),
            recipient: self.agency("stillwater"),
            fields: COVERED.map(String::from).into(),
            compartments: BTreeSet::new(),
            granted: true,
            given_by: Line::parse("Wren").expect("a name"),
            capacity: Capacity::Own,
            substitute: None,
            given_at: None,
            until: None,
        }
    }

    /// Writes a consent down, by `worker`.
    pub async fn consent(&self, case: CaseId, given: Given) -> ConsentId {
        app::consent::record(&self.app, &self.actor("worker"), case, given).await.expect("a consent")
    }

    /// Values for fields: "her need" for `need`.
    #[must_use]
    pub fn fields(names: &[&str]) -> BTreeMap<String, FieldValue> {
        let value = |name: &str| FieldValue::parse(&format!("her {name}")).expect("a value");
        names.iter().map(|name| ((*name).to_owned(), value(name))).collect()
    }

    /// A referral of the case to Stillwater's counselling, by `worker`, on a consent.
    pub async fn refer(&self, case: CaseId) -> Sent {
        let consent = self.consent(case, self.to_stillwater()).await;
        let service = self.counselling().await;
        let sending = Sending { service, consent, fields: Self::fields(&["name_used", "need"]) };
        app::service_referral::send(&self.app, &self.actor("worker"), case, sending)
            .await
            .expect("a referral")
    }
}
