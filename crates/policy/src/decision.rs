//! What the policy answers.

use std::fmt;
use std::ops::Deref;

use domain::actor::Actor;
use domain::id::CaseId;

use crate::action::Action;
use crate::facts::Resource;

/// Proof that the policy permits one actor one action on one resource: the key that the store asks for.
///
/// Only [`Policy::authorize`](crate::Policy::authorize) makes one; it cannot be built or copied elsewhere.
///
/// ```compile_fail,E0451
/// use domain::actor::Actor;
/// use policy::{Authorized, action, facts};
/// let forged = Authorized::<action::ReadLedger> {
///     actor: Actor::Visitor,
///     resource: facts::SystemFacts,
///     basis: vec![],
/// };
/// ```
///
/// ```compile_fail,E0599
/// use policy::{Authorized, action};
/// fn copy(key: Authorized<action::ReadCase>) -> (Authorized<action::ReadCase>, Authorized<action::ReadCase>) {
///     (key.clone(), key)
/// }
/// ```
///
/// A key for one action is not a key for another:
///
/// ```compile_fail,E0308
/// use policy::{Authorized, action};
/// fn manage(_: &Authorized<action::ManageCase>) {}
/// fn read(key: &Authorized<action::ReadCase>) {
///     manage(key);
/// }
/// ```
#[must_use]
pub struct Authorized<A: Action> {
    actor: Actor,
    resource: A::Resource,
    basis: Vec<String>,
}

impl<A: Action> Authorized<A> {
    pub(crate) fn new(actor: Actor, resource: A::Resource, basis: Vec<String>) -> Self {
        Self { actor, resource, basis }
    }

    /// Who is permitted.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The facts on which the decision was made.
    #[must_use]
    pub fn resource(&self) -> &A::Resource {
        &self.resource
    }

    /// The resource's identifier.
    #[must_use]
    pub fn id(&self) -> <A::Resource as Resource>::Id {
        self.resource.id()
    }

    /// The case that the resource belongs to, where there is one.
    #[must_use]
    pub fn case(&self) -> Option<CaseId> {
        self.resource.case()
    }

    /// The `@id`s of the policies that permitted it, sorted.
    #[must_use]
    pub fn basis(&self) -> &[String] {
        &self.basis
    }
}

impl<A: Action> fmt::Debug for Authorized<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Authorized({} {} {} for {})",
            A::NAME,
            A::Resource::KIND,
            self.id(),
            self.actor.ledger_name()
        )
    }
}

/// The policy does not permit it. For the ledger; someone who may not see a thing is told that it is absent.
///
/// It reads as its [`Refusal`]: `refused.action`, `refused.reasons`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{}` on {} `{}` is refused", .0.action, .0.resource_kind, .0.resource_id)]
pub struct Refused(Box<Refusal>);

impl Refused {
    pub(crate) fn new(refusal: Refusal) -> Self {
        Self(Box::new(refusal))
    }

    /// A refusal because the resource is not there: to the actor the same as one that they may not see.
    #[must_use]
    pub fn absent<A: Action>(actor: &Actor, resource_id: &str) -> Self {
        Self::new(Refusal {
            action: A::NAME,
            resource_kind: A::Resource::KIND,
            resource_id: resource_id.to_owned(),
            actor: actor.clone(),
            case: None,
            reasons: Vec::new(),
            alerts: Vec::new(),
        })
    }
}

impl Deref for Refused {
    type Target = Refusal;

    fn deref(&self) -> &Refusal {
        &self.0
    }
}

/// What was refused to whom, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The action's name.
    pub action: &'static str,
    /// The kind of the resource.
    pub resource_kind: &'static str,
    /// The resource.
    pub resource_id: String,
    /// Who asked.
    pub actor: Actor,
    /// The case, where there is one.
    pub case: Option<CaseId>,
    /// The `@id`s of the barriers that forbade it, sorted; empty when nothing permitted it.
    pub reasons: Vec<String>,
    /// What went wrong while the policy was evaluated: someone must look at it. Empty when all is well.
    pub alerts: Vec<String>,
}

/// A row that an SQL filter let through and that the policy has yet to confirm. Its value cannot be taken out.
#[derive(Clone)]
pub struct Candidate<A: Action, T> {
    pub(crate) facts: A::Resource,
    pub(crate) value: T,
}

impl<A: Action, T> Candidate<A, T> {
    /// A row with the facts that decide about it.
    pub fn new(facts: A::Resource, value: T) -> Self {
        Self { facts, value }
    }
}

impl<A: Action, T> fmt::Debug for Candidate<A, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Candidate({} {} {})", A::NAME, A::Resource::KIND, self.facts.id())
    }
}

/// The rows that the policy confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Admitted<T> {
    /// The confirmed rows, in their order.
    pub rows: Vec<T>,
    /// How many the policy refused although the SQL filter had let them through: above 0 the two disagree.
    pub refused: usize,
    /// What went wrong while the policy was evaluated.
    pub alerts: Vec<String>,
}
