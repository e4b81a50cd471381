//! One application with a database of its own.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use app::{App, Parts};
use crypto::key::Key;
use crypto::password::PasswordCost;
use domain::actor::{Actor, MemberActor};
use domain::agency::{Agency, AgencyKind};
use domain::id::{AgencyId, MemberId};
use domain::member::Member;
use jiff::{SignedDuration, Timestamp};
use packs::Packs;
use policy::Policy;
use store::agency::AgencySource;
use store::{Config, Location, Store};
use tempfile::TempDir;

use crate::cast::{AGENCIES, MEMBERS};
use crate::closing;
use crate::engine::{Engine, fresh};
use crate::raw::Raw;

/// An application with agencies and members, on a database of its own, with a clock that tests move.
pub struct World {
    /// The application.
    pub app: App,
    /// Its store, for tests that look behind the use cases.
    pub store: Store,
    agencies: BTreeMap<&'static str, (AgencyId, AgencyKind)>,
    members: BTreeMap<&'static str, MemberActor>,
    now: Arc<AtomicI64>,
    location: Location,
    folder: TempDir,
}

/// When every world begins: Saturday 21 November 2026, 22:40 in Toronto.
const BEGINS: &str = "2026-11-22T03:40:00Z";

/// The root key of every world.
const ROOT_KEY: [u8; 32] = [7; 32];

/// What the applications of a world are put together from.
fn parts(store: &Store, now: &Arc<AtomicI64>, folder: &std::path::Path, training: bool) -> Parts {
    let clock = Arc::clone(now);
    Parts {
        store: store.clone(),
        policy: Policy::builtin().expect("policies without a fault"),
        packs: Packs::builtin().expect("packs without a fault"),
        linkage: app::builtin_linkage().expect("a linkage model without a fault"),
        calendar: "ontario".into(),
        key: Key::from_bytes(ROOT_KEY),
        attachments: folder.join("attachments"),
        clock: Arc::new(move || {
            Timestamp::from_microsecond(clock.load(Ordering::SeqCst)).expect("an instant")
        }),
        password_cost: PasswordCost::CHEAPEST,
        training,
    }
}

impl World {
    /// A world on a database; none on PostgreSQL when no server was named.
    pub async fn on(engine: Engine) -> Option<Self> {
        Self::within(engine, TempDir::new().expect("a temporary folder")).await
    }

    /// A world on the embedded database, in a temporary folder below this one: where a disk is to be measured.
    ///
    /// # Panics
    /// When nothing can be made there.
    pub async fn in_folder(folder: &std::path::Path) -> Option<Self> {
        Self::within(Engine::Sqlite, TempDir::new_in(folder).expect("a temporary folder")).await
    }

    async fn within(engine: Engine, folder: TempDir) -> Option<Self> {
        let location = fresh(engine, &folder).await?;
        let begins: Timestamp = BEGINS.parse().expect("an instant");
        let now = Arc::new(AtomicI64::new(begins.as_microsecond()));
        let packs = Packs::builtin().expect("packs without a fault");
        let key = Key::from_bytes(ROOT_KEY);
        let records_regime_since = app::records_regime_since(&packs, begins).expect("the law pack's day");
        let config = Config { location: location.clone(), key, records_regime_since };
        let store = Store::open(config).await.expect("a store");
        let app = App::new(parts(&store, &now, folder.path(), true)).expect("an application");
        let mut world =
            Self { app, store, agencies: BTreeMap::new(), members: BTreeMap::new(), now, location, folder };
        world.populate().await;
        Some(world)
    }

    async fn populate(&mut self) {
        let agencies: Vec<_> = AGENCIES
            .iter()
            .map(|(key, kind, name)| {
                let agency = Agency {
                    id: AgencyId::new(),
                    kind: *kind,
                    name_en: (*name).into(),
                    name_fr: (*name).into(),
                    duty_phone: Some("613-555-0160".into()),
                    invented: true,
                };
                (agency, AgencySource { key: (*key).into(), ..AgencySource::default() })
            })
            .collect();
        let ids = app::agency::load(&self.app, &agencies, &[]).await.expect("agencies");
        for ((key, kind, _), id) in AGENCIES.iter().zip(ids) {
            self.agencies.insert(key, (id, *kind));
        }
        for (key, agency, roles, name) in MEMBERS {
            let (agency, agency_kind) = self.agencies[agency];
            let member = Member {
                id: MemberId::new(),
                agency,
                team: None,
                login: (*key).into(),
                name: (*name).into(),
                title_en: "Worker".into(),
                title_fr: "Intervenante".into(),
                phone: Some("613-555-0144".into()),
                roles: roles.iter().copied().collect(),
                active: true,
            };
            app::member::add(&self.app, &Actor::System, &member).await.expect("a member");
            let actor = MemberActor {
                member: member.id,
                agency,
                agency_kind,
                team: None,
                roles: member.roles,
                name: member.name,
            };
            self.members.insert(key, actor);
        }
    }

    /// A member as an actor, by the key in the cast.
    ///
    /// # Panics
    /// When there is no such member.
    #[must_use]
    pub fn actor(&self, key: &str) -> Actor {
        Actor::Member(self.member(key).clone())
    }

    /// A member, by the key in the cast.
    ///
    /// # Panics
    /// When there is no such member.
    #[must_use]
    pub fn member(&self, key: &str) -> &MemberActor {
        self.members.get(key).unwrap_or_else(|| panic!("no member `{key}` in the cast"))
    }

    /// Every member of the cast, by key.
    pub fn members(&self) -> impl Iterator<Item = (&'static str, &MemberActor)> {
        self.members.iter().map(|(key, member)| (*key, member))
    }

    /// An agency's id, by the key in the cast.
    ///
    /// # Panics
    /// When there is no such agency.
    #[must_use]
    pub fn agency(&self, key: &str) -> AgencyId {
        self.agencies.get(key).unwrap_or_else(|| panic!("no agency `{key}` in the cast")).0
    }

    /// The world's moment.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.app.now()
    }

    /// Lets time pass.
    pub fn pass(&self, time: SignedDuration) {
        let micros = i64::try_from(time.as_micros()).expect("a span of time");
        self.now.fetch_add(micros, Ordering::SeqCst);
    }

    /// Where the world's database is.
    #[must_use]
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// The root key of the world's store.
    #[must_use]
    pub fn key(&self) -> Key {
        Key::from_bytes(ROOT_KEY)
    }

    /// The day that opens the present text of the law on records, as the store was opened with.
    ///
    /// # Panics
    /// When the packs do not say.
    #[must_use]
    pub fn records_regime_since(&self) -> jiff::civil::Date {
        app::records_regime_since(self.app.packs(), self.now()).expect("the law pack's day")
    }

    /// A connection past the store.
    pub async fn raw(&self) -> Raw {
        Raw::connect(&self.location, &self.key()).await
    }

    /// The same store under an application that is no training copy.
    #[must_use]
    pub fn real_copy(&self) -> App {
        App::new(parts(&self.store, &self.now, self.folder(), false)).expect("an application")
    }

    /// The newest entries of the ledger, newest first.
    pub async fn ledger(&self, newest: usize) -> Vec<ledger::Entry> {
        let sql = format!("select entry from ledger order by seq desc limit {newest}");
        let entries = self.raw().await.texts(&sql).await;
        entries.iter().map(|entry| serde_json::from_str(entry).expect("an entry")).collect()
    }

    /// The folder of the database and attachments.
    #[must_use]
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        closing::wait(self.store.close());
    }
}
