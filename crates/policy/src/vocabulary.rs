//! The names that the schema gives to things, and the way from Rust values to Cedar's.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt;
use std::str::FromStr;

use cedar_policy::{Entity, EntityId, EntityTypeName, EntityUid, RestrictedExpression};

use crate::engine::Error;

/// Cedar values of a resource: only types of this crate have them, so only this crate says what the policy weighs.
pub trait Describe {
    /// The resource's own name.
    fn uid(&self, names: &Names) -> EntityUid;
    /// The resource and whatever its attributes lead to.
    fn describe(&self, names: &Names, world: &mut World) -> Result<(), Error>;
}

/// Cedar values of a context.
pub trait Fields {
    /// Field names and values.
    fn fields(&self, names: &Names) -> Result<Vec<(String, RestrictedExpression)>, Error>;
}

macro_rules! names {
    ($($field:ident = $name:literal,)+) => {
        /// The entity types of the schema, parsed once.
        #[derive(Debug)]
        pub struct Names {
            $(pub(crate) $field: EntityTypeName,)+
        }

        impl Names {
            pub(crate) fn new() -> Result<Self, Error> {
                Ok(Self { $($field: EntityTypeName::from_str($name).map_err(Error::schema)?,)+ })
            }
        }
    };
}

names! {
    action = "Action",
    agency_kind = "AgencyKind",
    role = "Role",
    compartment_kind = "CompartmentKind",
    regime = "Regime",
    member = "Member",
    visitor = "Visitor",
    system = "System",
    agency = "Agency",
    account = "Account",
    case = "Case",
    compartment = "Compartment",
    entry = "Entry",
    record = "PersonRecord",
    referral = "Referral",
    matching = "MatchAlert",
    consent = "Consent",
    service = "Service",
    service_referral = "ServiceReferral",
    clock = "Clock",
    task = "Task",
    break_glass = "BreakGlass",
}

/// The name of one entity.
pub(crate) fn uid(kind: &EntityTypeName, id: impl fmt::Display) -> EntityUid {
    EntityUid::from_type_name_and_id(kind.clone(), EntityId::new(id.to_string()))
}

/// A reference to one entity.
pub(crate) fn one(kind: &EntityTypeName, id: impl fmt::Display) -> RestrictedExpression {
    RestrictedExpression::new_entity_uid(uid(kind, id))
}

/// References to several entities of one type.
pub(crate) fn set<T: fmt::Display>(kind: &EntityTypeName, ids: &BTreeSet<T>) -> RestrictedExpression {
    RestrictedExpression::new_set(ids.iter().map(|id| one(kind, id)))
}

/// A truth value.
pub(crate) fn truth(value: bool) -> RestrictedExpression {
    RestrictedExpression::new_bool(value)
}

/// The entities of one request. Two of one name must agree, or the request is refused.
#[derive(Debug, Default)]
pub struct World {
    entities: HashMap<EntityUid, Entity>,
}

impl World {
    pub(crate) fn add(
        &mut self,
        uid: EntityUid,
        attributes: impl IntoIterator<Item = (&'static str, RestrictedExpression)>,
    ) -> Result<(), Error> {
        let attributes = attributes.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let entity = Entity::new(uid.clone(), attributes, HashSet::new()).map_err(Error::request)?;
        match self.entities.get(&uid) {
            // The same record may stand on both sides of a badly loaded alert, with facts that contradict each other.
            Some(known) if !known.deep_eq(&entity) => {
                Err(Error::Request(format!("two different descriptions of `{uid}`")))
            }
            Some(_) => Ok(()),
            None => {
                self.entities.insert(uid, entity);
                Ok(())
            }
        }
    }

    pub(crate) fn into_entities(self) -> impl Iterator<Item = Entity> {
        self.entities.into_values()
    }
}
