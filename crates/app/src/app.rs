//! The application: store, policy, packs and clock, and the two gates that every use case passes.

use std::fmt::Display;
use std::path::PathBuf;
use std::sync::Arc;

use crypto::password::Passwords;
use domain::actor::Actor;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use packs::{Calendar, Packs, Rules};
use policy::{Action, Admitted, Authorized, Candidate, Policy, Refused};
use store::{Store, Tx};

use crate::error::Denied;
use crate::{Error, Result};

/// What an application is put together from.
pub struct Parts {
    /// The database.
    pub store: Store,
    /// Who may do what.
    pub policy: Policy,
    /// The rules.
    pub packs: Packs,
    /// The linkage model, from its pack.
    pub linkage: linkage::Model,
    /// The pack's calendar that counts business time here, for example `ontario`.
    pub calendar: String,
    /// The root key, for sessions, forms and attachments.
    pub key: crypto::key::Key,
    /// Where encrypted attachments lie.
    pub attachments: PathBuf,
    /// The moment; tests set their own.
    pub clock: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    /// How dear passwords are to check; tests take the cheapest.
    pub password_cost: crypto::password::PasswordCost,
    /// A training copy: every person in it is invented, and its members' sign-in may be known in advance.
    pub training: bool,
}

/// The application. Cheap to clone.
#[derive(Clone)]
pub struct App {
    parts: Arc<Parts>,
    passwords: Arc<Passwords>,
    zone: TimeZone,
}

impl App {
    /// Puts an application together.
    ///
    /// # Errors
    /// When the packs in force now hold no such calendar, or passwords cannot be checked at that cost.
    pub fn new(parts: Parts) -> Result<Self> {
        let today = (parts.clock)().to_zoned(TimeZone::UTC).date();
        let calendar = parts.packs.on(today).calendar(&parts.calendar);
        let zone = calendar.map(|calendar| calendar.zone().clone());
        let zone =
            zone.ok_or_else(|| Error::Broken(format!("the packs hold no calendar `{}`", parts.calendar)))?;
        let passwords = Arc::new(Passwords::new(parts.password_cost)?);
        Ok(Self { parts: Arc::new(parts), passwords, zone })
    }

    /// The rules.
    #[must_use]
    pub fn packs(&self) -> &Packs {
        &self.parts.packs
    }

    /// The linkage model.
    #[must_use]
    pub fn linkage(&self) -> &linkage::Model {
        &self.parts.linkage
    }

    /// What a rule of the policy says, by its `@id`, for those whom it refuses.
    #[must_use]
    pub fn policy_rule(&self, id: &str) -> Option<&policy::Rule> {
        self.parts.policy.rule(id)
    }

    /// The rules in force at a moment, by the calendar's own day.
    #[must_use]
    pub fn rules_at(&self, at: Timestamp) -> Rules<'_> {
        self.parts.packs.on(self.local_date(at))
    }

    /// The day on which a moment falls here.
    #[must_use]
    pub fn local_date(&self, at: Timestamp) -> Date {
        self.zone.to_datetime(at).date()
    }

    /// The time zone of the calendar.
    #[must_use]
    pub fn zone(&self) -> TimeZone {
        self.zone.clone()
    }

    /// The calendar that counts business time, from the rules of a moment.
    ///
    /// # Errors
    /// When the packs hold no such calendar.
    pub(crate) fn calendar<'a>(&self, rules: Rules<'a>) -> Result<&'a Calendar> {
        let id = &self.parts.calendar;
        rules.calendar(id).ok_or_else(|| Error::Broken(format!("the packs hold no calendar `{id}` in force")))
    }

    /// The root key, to derive keys from.
    pub(crate) fn key(&self) -> &crypto::key::Key {
        &self.parts.key
    }

    /// Where encrypted attachments lie.
    pub(crate) fn attachments(&self) -> &std::path::Path {
        &self.parts.attachments
    }

    /// Hashes and checks passwords.
    pub(crate) fn passwords(&self) -> Arc<Passwords> {
        Arc::clone(&self.passwords)
    }

    /// Whether this is a training copy, where every person is invented.
    #[must_use]
    pub fn training(&self) -> bool {
        self.parts.training
    }

    /// The moment.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        (self.parts.clock)()
    }

    /// Closes the store, once what is under way has ended. The process ends only after it: the database's own threads must
    /// not be at work while its memory is taken down.
    pub async fn close(&self) {
        self.parts.store.close().await;
    }

    pub(crate) fn store(&self) -> &Store {
        &self.parts.store
    }

    /// Begins a transaction that acts now.
    pub(crate) async fn begin(&self) -> Result<Tx> {
        Ok(self.parts.store.begin(self.now()).await?)
    }

    /// Begins a transaction that only reads, beside whoever writes.
    pub(crate) async fn begin_reading(&self) -> Result<Tx> {
        Ok(self.parts.store.begin_reading(self.now()).await?)
    }

    /// Asks the policy. What is absent is refused like what is hidden.
    pub(crate) fn permit<A: Action>(
        &self,
        actor: &Actor,
        id: impl Display,
        facts: Option<A::Resource>,
        context: &A::Context,
    ) -> Result<Authorized<A>> {
        self.ask(actor, id, facts, context, false)
    }

    /// Asks the policy about something that the actor was already let read in this request: a refusal may say so.
    pub(crate) fn permit_visible<A: Action>(
        &self,
        actor: &Actor,
        facts: A::Resource,
        context: &A::Context,
    ) -> Result<Authorized<A>> {
        self.ask(actor, "", Some(facts), context, true)
    }

    fn ask<A: Action>(
        &self,
        actor: &Actor,
        id: impl Display,
        facts: Option<A::Resource>,
        context: &A::Context,
        visible: bool,
    ) -> Result<Authorized<A>> {
        match facts {
            Some(facts) => self.parts.policy.authorize::<A>(actor, &facts, context),
            None => Err(Refused::absent::<A>(actor, &id.to_string())),
        }
        .map_err(|refused| Error::Refused(Box::new(Denied { refused, visible })))
    }

    /// Whether the policy would permit it, to decide what a page offers. Records nothing and opens nothing.
    pub(crate) fn may<A: Action>(&self, actor: &Actor, facts: &A::Resource, context: &A::Context) -> bool {
        self.parts.policy.authorize::<A>(actor, facts, context).is_ok()
    }

    /// Asks the policy where no is an ordinary answer: the part of a thing that the actor does not get is left out.
    pub(crate) fn allowed<A: Action>(
        &self,
        actor: &Actor,
        facts: &A::Resource,
        context: &A::Context,
    ) -> Option<Authorized<A>> {
        self.parts.policy.authorize::<A>(actor, facts, context).ok()
    }

    /// Lets the policy choose among rows that no filter narrowed.
    pub(crate) fn sift<A: Action, T>(
        &self,
        actor: &Actor,
        context: &A::Context,
        rows: Vec<Candidate<A, T>>,
    ) -> Vec<T> {
        let Admitted { rows, alerts, .. } = self.parts.policy.admit(actor, context, rows);
        if !alerts.is_empty() {
            tracing::error!(action = A::NAME, ?alerts, "the policy could not be evaluated");
        }
        rows
    }

    /// Lets the policy confirm rows that an SQL filter chose. A row that it refuses is left out and reported: the two
    /// must agree.
    pub(crate) fn admit<A: Action, T>(
        &self,
        actor: &Actor,
        context: &A::Context,
        rows: Vec<Candidate<A, T>>,
    ) -> Vec<T> {
        let Admitted { rows, refused, alerts } = self.parts.policy.admit(actor, context, rows);
        if refused > 0 || !alerts.is_empty() {
            tracing::error!(
                action = A::NAME,
                refused,
                ?alerts,
                "a list's filter let through what the policy refuses"
            );
        }
        rows
    }

    /// Runs a use case and writes a refusal, if that is how it ends, into the ledger.
    pub(crate) async fn recorded<T>(&self, work: impl Future<Output = Result<T>>) -> Result<T> {
        match work.await {
            Err(Error::Refused(denied)) => {
                if !denied.refused.alerts.is_empty() {
                    tracing::error!(alerts = ?denied.refused.alerts, "the policy could not be evaluated");
                }
                self.parts.store.record_refusal(self.now(), &denied.refused).await?;
                Err(if denied.visible {
                    Error::Forbidden { barriers: denied.refused.reasons.clone() }
                } else {
                    Error::NotFound
                })
            }
            other => other,
        }
    }
}

/// The day from which charges fall under the present text of Criminal Code s. 278.1 and following, by the law pack; the
/// store needs it to load the facts of an entry.
#[must_use]
pub fn records_regime_since(packs: &Packs, at: Timestamp) -> Option<Date> {
    let rules = packs.on(at.to_zoned(TimeZone::UTC).date());
    rules
        .production_regimes()
        .find(|regime| regime.id == policy::facts::Regime::Since2026.code())?
        .charged_from
}

/// The linkage model that is compiled in.
///
/// # Errors
/// When it has a fault; a test makes sure that it has none.
pub fn builtin_linkage() -> std::result::Result<linkage::Model, linkage::Error> {
    linkage::Model::from_toml(include_str!("../../../packs/linkage/person.toml"))
}
