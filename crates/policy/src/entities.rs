//! From facts and contexts to Cedar's entities: one place where the attribute names of the schema are spelt.

use cedar_policy::{EntityUid, RestrictedExpression};
use domain::actor::Actor;
use domain::entry::Marks;

use crate::context;
use crate::engine::Error;
use crate::facts::{
    AgencyFacts, BreakGlassFacts, CaseFacts, ClockFacts, CompartmentFacts, ConsentFacts, EntryFacts,
    MatchFacts, MemberFacts, RecordFacts, ReferralFacts, ServiceFacts, ServiceReferralFacts, SystemFacts,
    SystemId, TaskFacts,
};
use crate::vocabulary::{Describe, Fields, Names, World, one, set, truth, uid};

type Attributes = Vec<(&'static str, RestrictedExpression)>;

/// Adds who acts, and gives their name.
pub(crate) fn actor(actor: &Actor, names: &Names, world: &mut World) -> Result<EntityUid, Error> {
    let (name, attributes): (_, Attributes) = match actor {
        Actor::Member(member) => (
            uid(&names.member, member.member),
            vec![
                ("agency", one(&names.agency, member.agency)),
                ("agency_kind", one(&names.agency_kind, member.agency_kind)),
                ("roles", set(&names.role, &member.roles)),
            ],
        ),
        Actor::Visitor => (uid(&names.visitor, "visitor"), vec![]),
        Actor::System => (uid(&names.system, SystemId), vec![]),
    };
    world.add(name.clone(), attributes)?;
    Ok(name)
}

fn marks(marks: Marks) -> Result<RestrictedExpression, Error> {
    let fields = [("youth_sealed", marks.youth_sealed), ("immigration", marks.immigration)];
    RestrictedExpression::new_record(fields.map(|(name, value)| (name.to_owned(), truth(value))))
        .map_err(Error::request)
}

macro_rules! describe {
    ($($facts:ident as $kind:ident |$it:ident, $names:ident, $world:ident| $body:block)+) => {$(
        impl Describe for $facts {
            fn uid(&self, names: &Names) -> EntityUid {
                uid(&names.$kind, crate::facts::Resource::id(self))
            }

            fn describe(&self, $names: &Names, $world: &mut World) -> Result<(), Error> {
                let $it = self;
                let attributes: Attributes = $body;
                $world.add(self.uid($names), attributes)
            }
        }
    )+};
}

describe! {
    SystemFacts as system |_it, _names, _world| { vec![] }

    AgencyFacts as agency |it, names, _world| { vec![("kind", one(&names.agency_kind, it.kind))] }

    CaseFacts as case |it, names, _world| {
        let mut attributes = vec![
            ("owner", one(&names.agency, it.owner)),
            ("partners", set(&names.agency, &it.partners)),
            ("team", set(&names.member, &it.team)),
            ("guests", set(&names.agency, &it.guests)),
            ("publication_ban", truth(it.publication_ban)),
            ("open", truth(it.open)),
        ];
        attributes.extend(it.liaison_agency.map(|agency| ("liaison_agency", one(&names.agency, agency))));
        attributes
    }

    CompartmentFacts as compartment |it, names, world| {
        it.case.describe(names, world)?;
        vec![
            ("case", one(&names.case, it.case.id)),
            ("kind", one(&names.compartment_kind, it.kind)),
            ("owner", one(&names.agency, it.owner)),
            ("consented", set(&names.agency, &it.consented)),
            ("released_to", set(&names.agency, &it.released_to)),
            ("glass", set(&names.member, &it.glass)),
        ]
    }

    EntryFacts as entry |it, names, world| {
        it.compartment.describe(names, world)?;
        let mut attributes = vec![
            ("compartment", one(&names.compartment, it.compartment.id)),
            ("marks", marks(it.marks)?),
            ("regime", one(&names.regime, it.regime)),
        ];
        attributes.extend(it.author.map(|author| ("author", one(&names.member, author))));
        attributes
    }

    RecordFacts as record |it, names, _world| {
        vec![
            ("owner", one(&names.agency, it.owner)),
            ("owner_kind", one(&names.agency_kind, it.owner_kind)),
            ("holdings", one(&names.compartment_kind, it.holdings)),
            ("marks", marks(it.marks)?),
            ("released_to", set(&names.agency, &it.released_to)),
        ]
    }

    ReferralFacts as referral |it, names, _world| {
        let mut attributes = vec![("to", one(&names.agency, it.to))];
        attributes.extend(it.sent_by.map(|sender| ("sent_by", one(&names.member, sender))));
        attributes
    }

    MatchFacts as matching |it, names, world| {
        it.left.describe(names, world)?;
        it.right.describe(names, world)?;
        vec![("left", one(&names.record, it.left.id)), ("right", one(&names.record, it.right.id))]
    }

    ConsentFacts as consent |it, names, world| {
        it.case.describe(names, world)?;
        vec![("case", one(&names.case, it.case.id)), ("recipient", one(&names.agency, it.recipient))]
    }

    ServiceFacts as service |it, names, _world| {
        it.agency.map(|agency| ("agency", one(&names.agency, agency))).into_iter().collect()
    }

    ServiceReferralFacts as service_referral |it, names, world| {
        it.case.describe(names, world)?;
        vec![
            ("case", one(&names.case, it.case.id)),
            ("from", one(&names.agency, it.from)),
            ("to", one(&names.agency, it.to)),
        ]
    }

    ClockFacts as clock |it, names, _world| {
        let mut attributes = vec![("agency", one(&names.agency, it.agency))];
        attributes.extend(it.member.map(|member| ("member", one(&names.member, member))));
        attributes
    }

    TaskFacts as task |it, names, world| {
        it.compartment.describe(names, world)?;
        vec![
            ("compartment", one(&names.compartment, it.compartment.id)),
            ("assignee", one(&names.member, it.assignee)),
        ]
    }

    BreakGlassFacts as break_glass |it, names, _world| {
        vec![
            ("member", one(&names.member, it.member)),
            ("agency", one(&names.agency, it.agency)),
            ("owner", one(&names.agency, it.owner)),
        ]
    }

    MemberFacts as account |it, names, _world| {
        vec![("member", one(&names.member, it.id)), ("agency", one(&names.agency, it.agency))]
    }
}

macro_rules! fields {
    ($($context:ty: |$it:ident, $names:ident| [$($field:literal = $value:expr),*];)+) => {$(
        impl Fields for $context {
            fn fields(&self, $names: &Names) -> Result<Vec<(String, RestrictedExpression)>, Error> {
                let $it = self;
                Ok(vec![$(($field.to_owned(), $value)),*])
            }
        }
    )+};
}

fields! {
    (): |_it, _names| [];
    context::Hold: |it, names| ["holdings" = one(&names.compartment_kind, it.holdings)];
    context::RouteLiaison: |it, _names| ["declared_by_self" = truth(it.declared_by_self)];
    context::HearBack: |it, _names| ["secret_known" = truth(it.secret_known)];
    context::SendServiceReferral: |it, names| [
        "consent_live" = truth(it.consent_live),
        "fields_covered" = truth(it.fields_covered),
        "recipient" = one(&names.agency, it.recipient)
    ];
    context::ExportCase: |it, _names| ["identities_removed" = truth(it.identities_removed)];
    context::ExportEntry: |it, names| [
        "identities_removed" = truth(it.identities_removed),
        "recipient_kind" = one(&names.agency_kind, it.recipient_kind)
    ];
    context::DiscloseEntry: |it, names| [
        "recipient_kind" = one(&names.agency_kind, it.recipient_kind),
        "to_accused" = truth(it.to_accused),
        "court_order" = truth(it.court_order),
        "complainant_agrees" = truth(it.complainant_agrees)
    ];
}

impl Fields for context::ListBreakGlass {
    fn fields(&self, names: &Names) -> Result<Vec<(String, RestrictedExpression)>, Error> {
        Ok(self.owner.map(|owner| ("owner".to_owned(), one(&names.agency, owner))).into_iter().collect())
    }
}
